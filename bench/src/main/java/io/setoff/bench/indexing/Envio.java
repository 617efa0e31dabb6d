package io.setoff.bench.indexing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Envio with its RPC source and a Postgres of its own, without Hasura, over the benchmark's chain.
 *
 * <p>Contract and node are compiled into it, so its code is generated anew for each run. The
 * database neither calls fsync nor waits for the disk at a commit.
 */
final class Envio implements Peer {
  private static final String GENERATOR = "node_modules/envio/bin.js";
  private static final String BINARY = "node_modules/envio-linux-x64/bin/envio";
  private static final String GENERATED = "generated";
  private static final String INDEXER = "src/Index.res.js";

  private static final Duration GENERATE = Duration.ofMinutes(5);
  private static final long MINUTES = 15;
  private static final long LOOK_MILLIS = 200;

  /** What it commits with the rows of a batch; cheaper to ask for than their sum. */
  private static final String COUNTED = "SELECT events_processed FROM envio_chains";

  private static final String IS_SET_UP = "SELECT to_regclass('public.envio_chains') IS NOT NULL";

  private static final String ROWS =
      "SELECT account, market, \"netSize\", \"netCost\", events, \"lastPrice\" FROM \"Position\"";

  private final Path project;
  private final Path database;
  private final EmbeddedPostgres postgres;
  private final Connection connection;
  private final PeerProcess process;

  private Envio(
      Path project,
      Path database,
      EmbeddedPostgres postgres,
      Connection connection,
      PeerProcess process) {
    this.project = project;
    this.database = database;
    this.postgres = postgres;
    this.connection = connection;
    this.process = process;
  }

  /**
   * Makes sure that it can be measured here.
   *
   * @throws IOException when it cannot
   */
  static void requireInstalled(Path project) throws IOException {
    String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!machine.equals("Linux amd64")) {
      throw new IOException(
          "envio's database is packed for Linux amd64 and this is "
              + machine
              + "; --alone measures without peers");
    }
    if (!Files.exists(project.resolve(GENERATOR)) || !Files.exists(project.resolve(BINARY))) {
      throw new IOException("not installed: npm ci in " + project);
    }
  }

  /** Starts one from nothing. */
  static Envio start(Path project, Path folder, Anvil anvil)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    generate(project, folder.resolve("codegen.log"), anvil);
    Path database = folder.resolve("postgres");
    EmbeddedPostgres postgres = startPostgres(database, folder.resolve("postgres.log"));
    Connection connection;
    try {
      connection = postgres.getPostgresDatabase().getConnection();
    } catch (SQLException e) {
      throw new IOException("cannot ask envio's database", e);
    }
    PeerProcess process =
        PeerProcess.start(
            project.resolve(GENERATED),
            List.of("node", INDEXER),
            Map.of(
                "ENVIO_PG_HOST", "127.0.0.1",
                "ENVIO_PG_PORT", Integer.toString(postgres.getPort()),
                "ENVIO_PG_DATABASE", "postgres",
                "ENVIO_PG_USER", "postgres",
                "ENVIO_PG_PASSWORD", "unused",
                "ENVIO_HASURA", "false",
                "ENVIO_INDEXER_PORT", Integer.toString(PeerProcess.freePort()),
                "TUI_OFF", "true",
                "LOG_LEVEL", "error"),
            folder.resolve("envio.log"));
    return new Envio(project, database, postgres, connection, process);
  }

  private static void generate(Path project, Path log, Anvil anvil)
      throws IOException, InterruptedException {
    PeerProcess.deleteTree(project.resolve(GENERATED));
    Map<String, String> environment =
        Map.of(
            "BENCH_RPC_URL", anvil.url().toString(),
            "BENCH_ADDRESS", anvil.book(),
            "PATH", project.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
    try (PeerProcess generator =
        PeerProcess.start(project, List.of("node", GENERATOR, "codegen"), environment, log)) {
      if (!generator.succeeds(GENERATE)
          || !Files.exists(project.resolve(GENERATED).resolve(INDEXER))) {
        throw new IOException("envio cannot generate its code; " + log + " says why");
      }
    }
  }

  private static EmbeddedPostgres startPostgres(Path folder, Path log) throws IOException {
    try {
      return EmbeddedPostgres.builder()
          .setOverrideWorkingDirectory(folder.toFile())
          .setLocaleConfig("locale", "C")
          .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "envio's database does not start (for root it needs user namespaces, which unshare -U"
              + " makes); "
              + log
              + " says why",
          e);
    }
  }

  @Override
  public long startedNanos() {
    return process.startedNanos();
  }

  @Override
  public void awaitAll(int events) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    long counted;
    while ((counted = counted()) != events) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        throw new IOException(
            "%s has %d of %d events".formatted(project.getFileName(), counted, events));
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  /** How many events it has committed; none before it has made its tables. */
  private long counted() throws IOException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet tables = statement.executeQuery(IS_SET_UP)) {
        if (!tables.next() || !tables.getBoolean(1)) {
          return 0;
        }
      }
      try (ResultSet chain = statement.executeQuery(COUNTED)) {
        return chain.next() ? chain.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new IOException("cannot ask envio's database", e);
    }
  }

  @Override
  public Totals totals() throws IOException {
    Totals totals = new Totals();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(ROWS)) {
      while (rows.next()) {
        List<BigInteger> words = new ArrayList<>();
        for (int column = 3; column <= 6; column++) {
          words.add(new BigInteger(rows.getString(column)));
        }
        totals.put(rows.getString(1), rows.getString(2), words);
      }
    } catch (SQLException e) {
      throw new IOException("cannot ask envio's database", e);
    }
    return totals;
  }

  @Override
  public void close() throws IOException {
    process.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("cannot leave envio's database", e);
    } finally {
      postgres.close();
    }
    PeerProcess.deleteTree(database);
    PeerProcess.deleteTree(project.resolve(GENERATED));
  }
}
