# Every target is one line over scripts/.
.PHONY: run test bench format protos docs

run: ; @scripts/run
test: ; @scripts/test
bench: ; @scripts/bench
format: ; @scripts/format
protos: ; @scripts/generate-protos
docs: ; @scripts/docs
