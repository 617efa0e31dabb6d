package io.setoff.gateway.maintenance;

import io.setoff.adapters.kernel.spi.ChainNamespace;
import io.setoff.gateway.config.ConfigException;
import io.setoff.gateway.config.ConfigLoader;
import io.setoff.gateway.config.GatewayConfig;
import io.setoff.store.StoreException;
import io.setoff.store.StoreMaintenance;
import io.setoff.store.StoreMaintenance.Place;
import io.setoff.store.StoreMaintenance.Transfer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code store verify|export|import}, which the command line starts: it has checked the options.
 * Answers on {@code out}, progress and refusals on {@code err}.
 */
public final class StoreTask {
  /** Word that the arguments of this command begin with. */
  public static final String NAME = "store";

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  private final ChainNamespace chains;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * A command.
   *
   * @param chains that can be configured
   */
  public StoreTask(ChainNamespace chains, PrintStream out, PrintStream err) {
    this.chains = chains;
    this.out = out;
    this.err = err;
  }

  private enum Action {
    VERIFY,
    EXPORT,
    IMPORT
  }

  private enum Flag {
    JSON,
    SNAPSHOT,
    PROGRESS
  }

  private record Arguments(
      Action action, Optional<Path> config, Optional<Path> folder, Path file, Set<Flag> flags) {
    static Arguments parse(List<String> words) {
      Deque<String> left = new ArrayDeque<>(words);
      Action action = Action.valueOf(left.removeFirst().toUpperCase(Locale.ROOT));
      Optional<Path> config = Optional.empty();
      Optional<Path> folder = Optional.empty();
      Path file = Path.of("");
      Set<Flag> flags = EnumSet.noneOf(Flag.class);
      while (!left.isEmpty()) {
        String option = left.removeFirst();
        switch (option) {
          case "--config" -> config = Optional.of(Path.of(left.removeFirst()));
          case "--folder" -> folder = Optional.of(Path.of(left.removeFirst()));
          case "--file" -> file = Path.of(left.removeFirst());
          default -> flags.add(Flag.valueOf(option.substring(2).toUpperCase(Locale.ROOT)));
        }
      }
      return new Arguments(action, config, folder, file, flags);
    }
  }

  /**
   * Does it.
   *
   * @param words after {@link #NAME}
   * @return 0 when the store is sound and the work is done, 1 when not, 2 when the configuration
   *     cannot be used
   */
  public int run(List<String> words) {
    Arguments arguments = Arguments.parse(words);
    ProgressLine progress = new ProgressLine(err, arguments.flags().contains(Flag.PROGRESS));
    try {
      return run(arguments, place(arguments), new StoreMaintenance(progress), progress);
    } catch (ConfigException e) {
      err.println(e.getMessage());
      return UNUSABLE;
    } catch (StoreException e) {
      progress.end();
      err.println("setoff: " + e.getMessage());
      return FAILED;
    }
  }

  private Place place(Arguments arguments) throws ConfigException {
    boolean snapshot = arguments.flags().contains(Flag.SNAPSHOT);
    if (arguments.folder().isPresent()) {
      return folder(arguments.folder().get(), snapshot);
    }
    GatewayConfig config = ConfigLoader.load(arguments.config().orElseThrow(), chains);
    if (config.redis().isEmpty() || snapshot) {
      return folder(config.storeFolder(), snapshot);
    }
    return new Place.Server(
        config.redis().get(),
        config.chains().stream().map(GatewayConfig.Chain::id).collect(Collectors.toSet()),
        config.storeFolder());
  }

  private static Place folder(Path path, boolean snapshot) {
    return snapshot ? new Place.NewestSnapshot(path) : new Place.Folder(path);
  }

  private int run(
      Arguments arguments, Place place, StoreMaintenance maintenance, ProgressLine progress) {
    StoreAnswer answer =
        switch (arguments.action()) {
          case VERIFY -> StoreAnswer.verified(name(place), maintenance.verify(place));
          case EXPORT -> {
            Transfer done = maintenance.exported(place, arguments.file());
            yield StoreAnswer.transferred(name(place), arguments.file(), done, "written to");
          }
          case IMPORT -> {
            Transfer done = maintenance.restored(arguments.file(), place);
            yield StoreAnswer.transferred(name(place), arguments.file(), done, "restored from");
          }
        };
    progress.end();
    out.println(arguments.flags().contains(Flag.JSON) ? answer.json() : answer.text());
    return answer.report().isSound() ? DONE : FAILED;
  }

  private static String name(Place place) {
    return switch (place) {
      case Place.Folder folder -> folder.path().toString();
      case Place.NewestSnapshot of -> "the newest snapshot in " + of.path();
      case Place.Server server -> server.settings().toString();
    };
  }
}
