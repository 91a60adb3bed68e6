while :; do echo "more and more output"; done
