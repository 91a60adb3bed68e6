print "no closing parenthesis", (1, 2;
