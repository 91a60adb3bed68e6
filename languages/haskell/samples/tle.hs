main :: IO ()
main = turn 0

turn :: Integer -> IO ()
turn n = if n < 0 then print n else turn (n + 1)
