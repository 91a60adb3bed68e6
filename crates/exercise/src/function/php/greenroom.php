<?php
// Reads arguments and prints results of a function exercise. Output of the solution goes to stderr.

class ListNode
{
    public $value;
    public ?ListNode $next;

    public function __construct($value, ?ListNode $next = null)
    {
        $this->value = $value;
        $this->next = $next;
    }
}

class TreeNode
{
    public $value;
    public ?TreeNode $left;
    public ?TreeNode $right;

    public function __construct($value, ?TreeNode $left = null, ?TreeNode $right = null)
    {
        $this->value = $value;
        $this->left = $left;
        $this->right = $right;
    }
}

final class Greenroom
{
    private static array $output = [];

    public static function start(): void
    {
        ob_start(function (string $text): string {
            fwrite(STDERR, $text);
            return "";
        }, 1);
    }

    public static function next()
    {
        while (($line = fgets(STDIN)) !== false) {
            if (trim($line) !== "") {
                return json_decode($line, true, 64, JSON_THROW_ON_ERROR);
            }
        }
        return null;
    }

    public static function print($kind, $value): void
    {
        self::$output[] = self::write($kind, $value);
        if (count(self::$output) > 10000) {
            self::flush();
        }
    }

    public static function flush(): void
    {
        if (self::$output) {
            fwrite(STDOUT, implode("\n", self::$output) . "\n");
            self::$output = [];
        }
    }

    public static function read($kind, $value)
    {
        if (is_string($kind)) {
            return $kind === "float" ? (float) $value : $value;
        }
        [$name, $item] = $kind;
        switch ($name) {
            case "list":
            case "map_int":
            case "map_string":
                return array_map(fn($one) => self::read($item, $one), $value);
            case "optional":
                return $value === null ? null : self::read($item, $value);
            case "linked_list":
                $head = null;
                foreach (array_reverse($value) as $one) {
                    $head = new ListNode(self::read($item, $one), $head);
                }
                return $head;
            default:
                return self::readTree($item, $value);
        }
    }

    private static function readTree($item, array $values): ?TreeNode
    {
        if (!$values) {
            return null;
        }
        $root = new TreeNode(self::read($item, $values[0]));
        $queue = [$root];
        $at = 1;
        for ($i = 0; $i < count($queue); $i++) {
            foreach (["left", "right"] as $side) {
                if ($at < count($values)) {
                    if ($values[$at] !== null) {
                        $child = new TreeNode(self::read($item, $values[$at]));
                        $queue[$i]->$side = $child;
                        $queue[] = $child;
                    }
                    $at++;
                }
            }
        }
        return $root;
    }

    private static function wrong($kind, $value): void
    {
        $text = is_scalar($value) ? var_export($value, true) : gettype($value);
        throw new TypeError("the solution returned $text where $kind is declared");
    }

    private static function write($kind, $value): string
    {
        switch ($kind) {
            case "int":
                is_int($value) || self::wrong($kind, $value);
                return (string) $value;
            case "float":
                (is_float($value) || is_int($value)) && is_finite($value) || self::wrong($kind, $value);
                return self::writeFloat((float) $value);
            case "bool":
                is_bool($value) || self::wrong($kind, $value);
                return $value ? "true" : "false";
            case "string":
                is_string($value) || self::wrong($kind, $value);
                return self::writeString($value);
        }
        [$name, $item] = $kind;
        switch ($name) {
            case "optional":
                return $value === null ? "null" : self::write($item, $value);
            case "linked_list":
                $found = [];
                for ($node = $value; $node !== null; $node = $node->next) {
                    $found[] = self::write($item, $node->value);
                }
                return "[" . implode(",", $found) . "]";
            case "tree":
                return self::writeTree($item, $value);
        }
        is_array($value) || self::wrong($name, $value);
        if ($name === "list") {
            return "[" . implode(",", array_map(fn($one) => self::write($item, $one), $value)) . "]";
        }
        ksort($value, $name === "map_int" ? SORT_NUMERIC : SORT_STRING);
        $pairs = [];
        foreach ($value as $key => $one) {
            $pairs[] = self::writeString((string) $key) . ":" . self::write($item, $one);
        }
        return "{" . implode(",", $pairs) . "}";
    }

    private static function writeTree($item, ?TreeNode $root): string
    {
        $found = [];
        $queue = [$root];
        for ($i = 0; $i < count($queue); $i++) {
            $node = $queue[$i];
            if ($node === null) {
                $found[] = "null";
            } else {
                $found[] = self::write($item, $node->value);
                $queue[] = $node->left;
                $queue[] = $node->right;
            }
        }
        while ($found && end($found) === "null") {
            array_pop($found);
        }
        return "[" . implode(",", $found) . "]";
    }

    private static function writeString(string $text): string
    {
        $json = json_encode($text, JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
        return str_replace("\x7f", "\\u007f", $json);
    }

    // The fewest digits that read back as the same number, written as Python writes them.
    private static function writeFloat(float $value): string
    {
        if ($value == 0) {
            return fdiv(1, $value) < 0 ? "-0.0" : "0.0";
        }
        for ($count = 0; $count <= 16; $count++) {
            $text = sprintf("%.{$count}e", $value);
            if ((float) $text === $value) {
                break;
            }
        }
        [$mantissa, $power] = explode("e", $text);
        $exponent = (int) $power;
        $sign = $mantissa[0] === "-" ? "-" : "";
        $digits = str_replace(["-", "."], "", $mantissa);
        if ($exponent < -4 || $exponent >= 16) {
            $fraction = strlen($digits) > 1 ? "." . substr($digits, 1) : "";
            $mark = $exponent < 0 ? "-" : "+";
            return $sign . $digits[0] . $fraction . "e" . $mark . sprintf("%02d", abs($exponent));
        }
        if ($exponent < 0) {
            return $sign . "0." . str_repeat("0", -$exponent - 1) . $digits;
        }
        $whole = str_pad(substr($digits, 0, $exponent + 1), $exponent + 1, "0");
        $rest = (string) substr($digits, $exponent + 1);
        return $sign . $whole . "." . ($rest === "" ? "0" : $rest);
    }
}
