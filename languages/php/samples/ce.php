<?php
echo "no semicolon"
echo "and another line";
