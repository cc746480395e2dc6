// Browsers refuse to start a worker for a page that was opened from a folder (file://). There the search runs in a
// hidden frame instead, which speaks the same three words: postMessage, onmessage, terminate.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(script) {
      super();
      this.queue = [];
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "Search";
      document.body.appendChild(this.frame);
      this.start(String(script));
    }

    start(script) {
      const inside = this.frame.contentWindow;
      inside.postMessage = (data) => this.hear(data);
      inside.importScripts = (...others) => Promise.all(others.map((other) => this.load(other)));
      this.load(script).then(() => {
        this.ready = true;
        this.queue.splice(0).forEach((data) => this.tell(data));
      });
    }

    load(script) {
      const page = this.frame.contentDocument;
      return new Promise((done) => {
        const tag = page.createElement("script");
        tag.src = script;
        tag.onload = tag.onerror = done;
        page.body.appendChild(tag);
      });
    }

    postMessage(data) {
      this.ready ? this.tell(data) : this.queue.push(data);
    }

    tell(data) {
      this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data }));
    }

    hear(data) {
      const event = new MessageEvent("message", { data });
      this.dispatchEvent(event);
      if (this.onmessage) this.onmessage(event);
    }

    terminate() {
      this.frame.remove();
    }
  };
}
