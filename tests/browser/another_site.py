"""A page of another site, with a page of ours in a frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def page_of_another_site(site: str, attributes: str, script: str = "") -> Iterator[str]:
    """Its address; below it every path shows that of `site` in a frame named `lesson`, with some attributes."""

    class Course(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            frame = f'<iframe name="lesson" src="{site}{self.path}" {attributes}></iframe>'
            head = '<!doctype html><link rel="icon" href="data:,"><title>Course</title>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f"{head}{frame}<script>{script}</script>".encode())

        def log_message(self, *said: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Course) as server:
        running = Thread(target=server.serve_forever)
        running.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            running.join()
