// XGBoost's C interface, 1.7: it trains the regression trees. Serving needs nothing of it.
#include <xgboost/c_api.h>
