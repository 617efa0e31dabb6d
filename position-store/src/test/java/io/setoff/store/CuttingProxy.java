package io.setoff.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and a server, and keeps the answer to a request from the client. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<String>> awaited = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<String>> last = new AtomicReference<>(Optional.empty());
  private final AtomicInteger cuts = new AtomicInteger();

  CuttingProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "redis://127.0.0.1:" + listening.getLocalPort();
  }

  /** Ends the connection instead of answering the next request that has {@code text} in it. */
  void cutTheAnswerTo(String text) {
    awaited.set(Optional.of(text));
  }

  /**
   * Is gone, as the client's process, before it passes a request on that has {@code text} in it.
   */
  void endAt(String text) {
    last.set(Optional.of(text));
  }

  int cuts() {
    return cuts.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.addAll(List.of(client, server));
        AtomicReference<Boolean> cutting = new AtomicReference<>(false);
        Thread.ofVirtual().start(() -> pass(client, server, cutting, true));
        Thread.ofVirtual().start(() -> pass(server, client, cutting, false));
      }
    } catch (IOException _) {
      close();
    }
  }

  private void pass(Socket from, Socket to, AtomicReference<Boolean> cutting, boolean requests) {
    byte[] buffer = new byte[1 << 20];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (requests) {
          String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
          if (last.get().filter(text::contains).isPresent()) {
            close();
            return;
          }
          if (awaited.get().filter(text::contains).isPresent()) {
            awaited.set(Optional.empty());
            cutting.set(true);
          }
        } else if (cutting.get()) {
          cuts.incrementAndGet();
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException _) {
      // The other side is told by the end of its own connection.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
