needs='curl python3'

# The client is what is watched.
work() {
  seq 20000 >numbers
  python3 -u -c '
import http.server
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
print(server.server_port, flush=True)
server.serve_forever()' >port &
  asked=$!
  trap 'kill $asked' EXIT
  until_there test -s port
  under curl -sS --max-time 20 -o got "http://localhost:$(cat port)/numbers"
  cmp got numbers
  under curl -sS --max-time 20 -o /dev/null -w '%{http_code}\n' "http://127.0.0.1:$(cat port)/none"
}
