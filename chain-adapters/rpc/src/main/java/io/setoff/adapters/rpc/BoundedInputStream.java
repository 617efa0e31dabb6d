package io.setoff.adapters.rpc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts bytes, and ends a body that is too long. */
final class BoundedInputStream extends FilterInputStream {
  private final String source;
  private final long limit;
  private long count;

  BoundedInputStream(InputStream in, String source, long limit) {
    super(in);
    this.source = source;
    this.limit = limit;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    add(Math.max(0, read));
    return read;
  }

  private void add(int bytes) {
    count += bytes;
    if (count > limit) {
      throw new RpcTooLargeException(source + " answers more than " + limit + " bytes");
    }
  }
}
