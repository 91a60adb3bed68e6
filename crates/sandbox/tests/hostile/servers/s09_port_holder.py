# what: leaves a child that holds the port; run twice, the second must bind it again
# expect: AC
# network: loopback
# runs: 2
# stdout: bound
import os, socket, time
listener = socket.create_server(("127.0.0.1", 9090))
print("bound", flush=True)
if os.fork() == 0:
    time.sleep(60)
