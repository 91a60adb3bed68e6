# what: resolves names, which must fail at once
# expect: AC
# stdout: failed at once
import socket, time
begin = time.monotonic()
try:
    socket.getaddrinfo("example.org", 80)
    print("RESOLVED")
except OSError:
    print("failed at once" if time.monotonic() - begin < 1 else "failed late")
