die "nothing to divide";
