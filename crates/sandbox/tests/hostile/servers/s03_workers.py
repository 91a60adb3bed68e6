# what: a server that forks workers and is its own client; nothing of it may stay
# expect: AC
# network: loopback
# stdout: pong
import os, socket
listener = socket.create_server(("127.0.0.1", 8080))
for _ in range(4):
    if os.fork() == 0:
        while True:
            peer, _ = listener.accept()
            peer.sendall(b"pong")
            peer.close()
print(socket.create_connection(("127.0.0.1", 8080)).recv(9).decode())
