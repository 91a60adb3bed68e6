<?php
// Carries the delay along and compares with integer limits.

function audit(array $policy, array $waits): string
{
    [$base, $factor, $cap, $jitter, $attempts, $budget] = $policy;
    $delay = min($base, $cap);
    $total = 0;
    foreach ($waits as $index => $item) {
        $i = $index + 1;
        $parts = array_map('intval', explode(':', $item));
        $wait = $parts[0];
        $demand = $parts[1] ?? 0;
        $total += $wait;
        if ($i >= $attempts) {
            return "attempts $i";
        }
        if ($wait < max($demand, intdiv($delay * (100 - $jitter) + 99, 100))) {
            return "early $i";
        }
        if ($wait > max($demand, intdiv($delay * (100 + $jitter), 100))) {
            return "late $i";
        }
        if ($total > $budget) {
            return "budget $i";
        }
        $delay = min($cap, $delay * $factor);
    }
    return "ok $total";
}

$policy = array_map('intval', explode(' ', trim(fgets(STDIN))));
$requests = intval(fgets(STDIN));
while ($requests-- > 0) {
    $words = explode(' ', trim(fgets(STDIN)));
    echo audit($policy, array_slice($words, 1)), "\n";
}
