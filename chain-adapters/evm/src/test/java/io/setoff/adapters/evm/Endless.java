package io.setoff.adapters.evm;

import io.setoff.adapters.rpc.RpcTransport;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Answers with a body that never ends. */
final class Endless implements RpcTransport {
  private final byte[] unit;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * A transport of one thing, again and again.
   *
   * @param unit what the body repeats
   */
  Endless(String unit) {
    this.unit = unit.getBytes(StandardCharsets.US_ASCII);
  }

  long bytes() {
    return bytes.get();
  }

  @Override
  public String name() {
    return "endless";
  }

  @Override
  public InputStream post(byte[] body) {
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        bytes.incrementAndGet();
        return unit[(int) (at++ % unit.length)];
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
          buffer[offset + i] = (byte) read();
        }
        return length;
      }
    };
  }
}
