needs=python3

work() {
  under python3 -c '
import hashlib, json, os, re, subprocess, tempfile, threading
with tempfile.TemporaryDirectory(dir=".") as folder:
    names = [os.path.join(folder, str(number)) for number in range(5)]
    def write(name):
        with open(name, "w") as file:
            json.dump(list(range(1000)), file)
    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(sorted(hashlib.sha256(open(name, "rb").read()).hexdigest()[:8] for name in names))
print(re.sub("l+", "L", subprocess.run(["echo", "hello"], capture_output=True, text=True).stdout))
'
}
