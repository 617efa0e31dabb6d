package io.setoff.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address before several gateways, as a load balancer is in production: each connection goes to
 * the next gateway that takes it, and ends with it.
 */
final class FrontDoor implements AutoCloseable {
  private static final int CONNECT_MILLIS = 500;

  private final ServerSocket door;
  private final List<Integer> behind;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * Listens on the loopback address.
   *
   * @param port 0 for a free one
   * @param behind ports of the gateways
   */
  FrontDoor(int port, List<Integer> behind) throws IOException {
    this.door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.behind = List.copyOf(behind);
    Thread.ofVirtual().name("front door").start(this::listen);
  }

  /** As a URL without a path. */
  String url() {
    return "http://127.0.0.1:" + door.getLocalPort();
  }

  private void listen() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().name("guest").start(() -> lead(client));
      } catch (IOException e) {
        if (!door.isClosed()) {
          throw new DemoException("the front door is stuck: " + e.getMessage(), e);
        }
      }
    }
  }

  private void lead(Socket client) {
    int first = next.getAndIncrement();
    for (int i = 0; i < behind.size(); i++) {
      Socket gateway = new Socket();
      try {
        int port = behind.get(Math.floorMod(first + i, behind.size()));
        gateway.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        Thread.ofVirtual().name("answers").start(() -> pump(gateway, client));
        pump(client, gateway);
        return;
      } catch (IOException _) {
        close(gateway);
      }
    }
    close(client);
  }

  /** Until one of them ends; then both do. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException _) {
      // A gateway or its client has gone: the other side sees the end of the connection.
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new DemoException("cannot close a connection", e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
