<?php
while (true) {
    echo "more and more output\n";
}
