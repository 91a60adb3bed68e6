loop { puts "more and more output" }
