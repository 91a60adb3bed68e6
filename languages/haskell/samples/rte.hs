main :: IO ()
main = print (head (drop 3 [1, 2, 3 :: Int]))
