package io.setoff.store;

import io.setoff.store.AcquireResult.Held;
import io.setoff.store.ApplyResult.Applied;
import io.setoff.store.ApplyResult.Fenced;
import io.setoff.store.ApplyResult.Mismatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process that writes a {@link SoundChain} to a store and says a line for each batch that is
 * acknowledged, with its number. Arguments: a folder, the server's URL or {@code -}, batches, seed.
 *
 * <p>After a refusal it says {@code refused}, and the reason; it ends with 3 then. With a fifth
 * word it deletes that file beside the folder, which makes room, and goes on. At its end it
 * compares what is stored with what was written.
 */
final class StoreWriterMain {
  private static final int REFUSED = 3;

  private StoreWriterMain() {}

  public static void main(String... args) throws IOException {
    Path folder = Path.of(args[0]);
    SoundChain chain = new SoundChain(Integer.parseInt(args[2]), Long.parseLong(args[3]));
    Optional<Path> ballast =
        args.length > 4 ? Optional.of(folder.resolveSibling(args[4])) : Optional.<Path>empty();
    say("up");
    while (true) {
      try (PositionStore store = open(args[1], folder)) {
        write(store, chain);
        requireRight(store, chain);
        return;
      } catch (StoreException e) {
        say("refused " + String.valueOf(e.getMessage()).replace('\n', ' '));
        if (ballast.isEmpty() || !Files.deleteIfExists(ballast.get())) {
          Runtime.getRuntime().halt(REFUSED);
        }
      }
    }
  }

  static PositionStore open(String server, Path folder) {
    return server.equals("-")
        ? RocksPositionStore.open(folder)
        : RedisPositionStore.open(
            new RedisSettings(
                new RedisSettings.Topology.Single(),
                List.of(server),
                Optional.empty(),
                Optional.empty(),
                "setoff",
                Duration.ofSeconds(1),
                Duration.ofSeconds(20)),
            folder);
  }

  private static void write(PositionStore store, SoundChain chain) {
    while (store.acquire(SoundChain.CHAIN, SoundChain.OWNER) instanceof Held held) {
      standBy(held);
    }
    int done = chain.done(store);
    while (done < chain.size()) {
      try {
        done = apply(store, chain, done);
      } catch (StoreUnavailableException _) {
        done = chain.done(store);
      }
      if (done % 20 == 0) {
        store.snapshot();
      }
    }
  }

  private static void standBy(Held held) {
    try {
      Thread.sleep(held.left().toMillis() + 1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int apply(PositionStore store, SoundChain chain, int done) {
    return switch (chain.apply(store, done)) {
      case Applied _ -> {
        say(Integer.toString(done + 1));
        yield done + 1;
      }
      case Fenced fenced -> {
        say("refused FENCED by " + fenced.owner());
        Runtime.getRuntime().halt(REFUSED);
        yield done;
      }
      case Mismatch _ -> chain.done(store);
    };
  }

  private static void requireRight(PositionStore store, SoundChain chain) {
    if (!SoundChain.contents(store).equals(chain.expected(chain.size()))) {
      throw new IllegalStateException("what is stored is not what was written");
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
