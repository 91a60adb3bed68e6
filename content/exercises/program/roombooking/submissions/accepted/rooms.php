<?php
// Sorted starts and ends per room, searched by bisection.

function assignRooms(int $rooms, array $requests): array
{
    $starts = array_fill(0, $rooms, []);
    $ends = array_fill(0, $rooms, []);
    $result = [];
    foreach ($requests as [$start, $end]) {
        $given = 0;
        for ($room = 0; $room < $rooms; $room++) {
            $at = lower_bound($starts[$room], $start);
            $before = $at === 0 || $ends[$room][$at - 1] <= $start;
            $after = $at === count($starts[$room]) || $starts[$room][$at] >= $end;
            if ($before && $after) {
                array_splice($starts[$room], $at, 0, [$start]);
                array_splice($ends[$room], $at, 0, [$end]);
                $given = $room + 1;
                break;
            }
        }
        $result[] = $given;
    }
    return $result;
}

function lower_bound(array $values, int $wanted): int
{
    $low = 0;
    $high = count($values);
    while ($low < $high) {
        $middle = intdiv($low + $high, 2);
        if ($values[$middle] < $wanted) {
            $low = $middle + 1;
        } else {
            $high = $middle;
        }
    }
    return $low;
}
