main :: IO ()
main = missingName
