print "more and more output\n" while 1;
