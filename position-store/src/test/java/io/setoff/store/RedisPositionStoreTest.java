package io.setoff.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.store.RedisSettings.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;

/** On the Redis 6.2 of the build; each store has keys of its own on one server. */
class RedisPositionStoreTest extends PositionStoreContract {
  private Path folder = Path.of("");
  private String prefix = "";

  /** The server that is run. */
  Path binary() {
    return RedisProcess.packaged();
  }

  private RedisProcess server() {
    return Store.getOrCreate(
            getClass(), Lifespan.RUN, () -> RedisProcess.start(binary(), "--requirepass", "secret"))
        .get();
  }

  private RedisSettings settings(Optional<String> password) {
    return new RedisSettings(
        new Topology.Single(),
        List.of(server().url()),
        Optional.empty(),
        password,
        prefix,
        RedisSettings.USUAL_LEASE,
        Duration.ofSeconds(20));
  }

  @Override
  PositionStore open() {
    try {
      folder = Files.createTempDirectory("setoff-store");
      prefix = "test:" + UUID.randomUUID();
      return RedisPositionStore.open(settings(Optional.of("secret")), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  PositionStore reopen(PositionStore store) {
    store.close();
    return RedisPositionStore.open(settings(Optional.of("secret")), folder);
  }

  @Example
  void aWrongPasswordIsRefusedAndNotRepeated() {
    prefix = "test";
    assertThatThrownBy(
            () -> RedisPositionStore.open(settings(Optional.of("guessed")), Path.of("none")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("WRONGPASS")
        .hasMessageContaining(server().url())
        .hasMessageNotContaining("guessed");
    assertThat(Path.of("none")).doesNotExist();
  }

  @AfterTry
  void deleteFolder() throws IOException {
    if (Files.exists(folder) && !folder.equals(Path.of(""))) {
      Snapshots.delete(folder);
    }
  }
}
