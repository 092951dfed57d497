# Every target is one line over scripts/.
.PHONY: run test test-tls bench soak format protos docs train test-train

run: ; @scripts/run
test: ; @scripts/test
test-tls: ; @scripts/test-tls
bench: ; @scripts/bench
soak: ; @scripts/soak
format: ; @scripts/format
protos: ; @scripts/generate-protos
docs: ; @scripts/docs
train: ; @scripts/train
test-train: ; @scripts/test-train
