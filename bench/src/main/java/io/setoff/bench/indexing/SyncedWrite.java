package io.setoff.bench.indexing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk takes for a write as large as a block's: a durable commit is never faster. */
final class SyncedWrite implements AutoCloseable {
  private static final int BYTES = 2_048;

  private final FileChannel file;

  SyncedWrite(Path folder) throws IOException {
    file =
        FileChannel.open(
            folder.resolve("synced"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void write() throws IOException {
    file.write(ByteBuffer.allocate(BYTES));
    file.force(false);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
