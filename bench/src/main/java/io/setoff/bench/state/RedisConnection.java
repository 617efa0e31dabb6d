package io.setoff.bench.state;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A bare connection to a Redis: nothing between the bytes of its protocol and the socket. */
final class RedisConnection implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int PATIENCE_MILLIS = Math.toIntExact(TimeUnit.SECONDS.toMillis(30));

  private final Socket socket;
  private final InputStream in;

  RedisConnection(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /** What a server answers: one of these. */
  sealed interface Reply {
    /** A number. */
    record Count(long value) implements Reply {}

    /** Bytes, or a status; empty where there is no such value. */
    final class Bytes implements Reply {
      private final byte[] value;

      Bytes(byte[] value) {
        this.value = value;
      }

      byte[] value() {
        return value;
      }

      String text() {
        return new String(value, StandardCharsets.UTF_8);
      }
    }

    /** Several. */
    record All(List<Reply> values) implements Reply {}
  }

  /** The bytes of a command. */
  static byte[] command(byte[]... parts) {
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    command.writeBytes(bytes("*" + parts.length + "\r\n"));
    for (byte[] part : parts) {
      command.writeBytes(bytes("$" + part.length + "\r\n"));
      command.writeBytes(part);
      command.writeBytes(bytes("\r\n"));
    }
    return command.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The answer to a command whose words have no spaces in them. */
  Reply ask(String command) throws IOException {
    send(
        command(
            Arrays.stream(command.split(" ")).map(RedisConnection::bytes).toArray(byte[][]::new)));
    return reply();
  }

  /** The answer as several. */
  List<Reply> all(String command) throws IOException {
    return ask(command) instanceof Reply.All all ? all.values() : List.of();
  }

  /** The answer as text. */
  String text(String command) throws IOException {
    return ask(command) instanceof Reply.Bytes bytes ? bytes.text() : "";
  }

  void send(byte[] commands) throws IOException {
    socket.getOutputStream().write(commands);
  }

  /**
   * The next answer.
   *
   * @throws IOException when it is an error
   */
  Reply reply() throws IOException {
    int kind = in.read();
    String line = line();
    return switch (kind) {
      case '+' -> new Reply.Bytes(bytes(line));
      case ':' -> new Reply.Count(Long.parseLong(line));
      case '$' -> new Reply.Bytes(bulk(Integer.parseInt(line)));
      case '*' -> {
        List<Reply> values = new ArrayList<>();
        for (int left = Integer.parseInt(line); left > 0; left--) {
          values.add(reply());
        }
        yield new Reply.All(values);
      }
      default -> throw new IOException("refused: " + line);
    };
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server has gone");
      }
      line.write(next);
    }
    in.skipNBytes(1);
    return line.toString(StandardCharsets.UTF_8);
  }

  private byte[] bulk(int length) throws IOException {
    if (length < 0) {
      return new byte[0];
    }
    byte[] value = in.readNBytes(length);
    in.skipNBytes(2);
    return value;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
