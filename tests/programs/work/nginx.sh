needs='nginx curl'

work() {
  mkdir -p logs temp www
  chmod 777 . logs temp www
  seq 50000 >www/numbers
  cat >nginx.conf <<CONFIG
daemon off;
worker_processes 2;
pid nginx.pid;
error_log logs/error.log;
events { worker_connections 64; }
http {
  access_log logs/access.log;
  client_body_temp_path temp/body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  sendfile on;
  server { listen unix:listener; root www; }
}
CONFIG
  serve nginx -p "$PWD/" -c nginx.conf -e logs/error.log
  until_there curl -sS --unix-socket listener -o /dev/null http://here/numbers
  for request in 1 2 3; do
    curl -sS --max-time 20 --unix-socket listener http://here/numbers | cmp - www/numbers
  done
  curl -sS --max-time 20 --unix-socket listener -o /dev/null -w '%{http_code}\n' http://here/none
  kill -s QUIT "$(cat nginx.pid)"
  served
}
