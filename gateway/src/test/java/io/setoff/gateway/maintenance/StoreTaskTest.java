package io.setoff.gateway.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.setoff.adapters.evm.EvmNamespace;
import io.setoff.model.AccountId;
import io.setoff.model.BlockRef;
import io.setoff.model.ChainId;
import io.setoff.model.Origin;
import io.setoff.store.ApplyResult;
import io.setoff.store.Batch;
import io.setoff.store.PositionStore;
import io.setoff.store.RocksPositionStore;
import io.setoff.store.Row;
import io.setoff.store.RowKey;
import io.setoff.store.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What {@code ./setoff store} has the gateway's program do: answers and exit codes. */
class StoreTaskTest {
  private static final ChainId CHAIN = ChainId.evm(1);
  private static final String CONFIG =
      """
      store: { path: ./data }
      chains:
        - id: eip155:1
          name: One
          rpc: ["http://127.0.0.1:1"]
          native: { symbol: ETH, decimals: 18, edge: NATIVE_WRAP, to: "crypto:ETH" }
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String... words) {
    out.reset();
    err.reset();
    return new StoreTask(
            new EvmNamespace(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(words));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() {
    try {
      return JsonMapper.builder().build().readTree(said());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(said(), e);
    }
  }

  private String config() throws IOException {
    return Files.writeString(folder.resolve("setoff.yaml"), CONFIG).toString();
  }

  private void write(PositionStore store) {
    BlockRef block =
        new BlockRef(
            7,
            "0x" + "0a".repeat(32),
            "0x" + "0b".repeat(32),
            Instant.ofEpochSecond(1_700_000_000));
    Row row = new Row(List.of(BigInteger.TEN), Origin.read(block));
    Unit unit =
        new Unit(block, true, new TreeMap<>(Map.of(new RowKey("t", "e", "i"), Optional.of(row))));
    store.acquire(CHAIN, "test");
    assertThat(
            store.apply(
                new Batch(
                    CHAIN, "test", Optional.empty(), Optional.empty(), List.of(unit), 7, 7, 0)))
        .isInstanceOf(ApplyResult.Applied.class);
    store.track(new AccountId(CHAIN, "0x" + "c0".repeat(20)));
  }

  @Test
  void aStoreGoesToAFileAndBack() throws IOException {
    try (PositionStore store = RocksPositionStore.open(folder.resolve("data"))) {
      write(store);
    }
    assertThat(run("verify", "--config", config())).isZero();
    String file = folder.resolve("file").toString();
    assertThat(run("export", "--config", config(), "--file", file, "--json")).isZero();
    JsonNode exported = json();
    assertThat(exported.get("sound").asBoolean()).isTrue();
    assertThat(exported.get("sha256").asText()).hasSize(64);
    assertThat(exported.get("chains").get(0).get("head").get("height").asLong()).isEqualTo(7);
    assertThat(exported.get("chains").get(0).get("tracked").asLong()).isEqualTo(1);

    assertThat(run("import", "--config", config(), "--file", file)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not empty");
    String other = folder.resolve("other").toString();
    assertThat(run("import", "--folder", other, "--file", file)).isZero();
    assertThat(said()).contains("restored from " + file).contains("is sound: 3 values, all read");
  }

  @Test
  void whatIsWrongIsNamedAndTheExitCodeSaysSo() throws RocksDBException {
    Path data = folder.resolve("data");
    try (PositionStore store = RocksPositionStore.open(data)) {
      write(store);
    }
    try (RocksDB db = RocksDB.open(data.toString())) {
      db.put("r\0eip155:1\0t\0e\0j".getBytes(StandardCharsets.UTF_8), new byte[] {4, 9});
    }
    assertThat(run("verify", "--folder", data.toString())).isEqualTo(1);
    assertThat(said())
        .contains("FAULT eip155:1, row t e j: a stored value is cut short")
        .contains("1 faults in " + data);
    assertThat(run("verify", "--folder", data.toString(), "--json")).isEqualTo(1);
    assertThat(json().get("faults").get(0).get("key").asText()).isEqualTo("row t e j");
  }

  @Test
  void whatCannotBeUsedIsSaid() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "chains: 7\n");
    assertThat(run("verify", "--config", broken.toString())).isEqualTo(2);
    assertThat(run("verify", "--config", config())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no position store in");
  }
}
