import Control.Monad (forever)

main :: IO ()
main = forever (putStrLn "more and more output")
