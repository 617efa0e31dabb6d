package io.setoff.store;

import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/** On the Redis that is installed, where there is one. */
class Redis7PositionStoreTest extends RedisPositionStoreTest {
  @Override
  Path binary() {
    return RedisProcess.installed()
        .orElseThrow(() -> new TestAbortedException("no redis-server on the PATH"));
  }
}
