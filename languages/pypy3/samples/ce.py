print("no closing parenthesis"
