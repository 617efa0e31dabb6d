package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.devnet.Devnet;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.oracle.EpochInputs.Block;
import io.setoff.oracle.EpochInputs.ChainInput;
import io.setoff.oracle.sign.Proposal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Leaf, root and digest of random books: the contract opens a leaf of ours under a root of ours
 * with signatures of a digest of ours, or says that something is different.
 */
class RandomBooksIT {
  private static final int BOOKS = 1_000 * Integer.getInteger("setoff.faults.scale", 1);
  private static final int MOST_ACCOUNTS = 40;
  private static final long MAX_AGE = 3_600;
  private static final String FRESH = "0x" + "0".repeat(63) + "1";

  @Test
  void javaAndSolidityAgree() {
    Random random = new Random(10_000);
    try (Devnet devnet = Devnet.start();
        DevnetChain chain = new DevnetChain(devnet, "A")) {
      OracleDomain domain = new OracleDomain(chain.id().evmNumber(), chain.address("risk_oracle"));
      KeyFile keys = KeyFile.read(devnet.folder().resolve("keys.json"));
      Instant now =
          Instant.ofEpochSecond(
              Long.decode(
                  chain
                      .rpc()
                      .call("eth_getBlockByNumber", "latest", false)
                      .path("timestamp")
                      .asText()));
      for (int i = 0; i < BOOKS; i++) {
        Epoch book = book(random, now);
        Proposal proposal =
            Proposal.of("books/" + i, 1 + random.nextInt(9), book, now.plusSeconds(300), List.of());
        EpochReport report = proposal.rootReport(1);
        Quorum quorum = TestQuorum.sign(keys.signers(), 2, domain, report);
        int at = random.nextInt(book.rows().size());
        Epoch.Row row = book.rows().get(at);
        List<Bytes32> proof = book.tree().proof(at);
        String data =
            OracleAbi.verify(report, quorum, row.accountId(), row.word().encoded(), proof, MAX_AGE);
        assertThat(call(chain, domain, data)).as("book %d", i).isEqualTo(FRESH);
      }
    }
  }

  private static String call(DevnetChain chain, OracleDomain domain, String data) {
    return chain
        .rpc()
        .call("eth_call", Map.of("to", domain.contract(), "data", data), "latest")
        .asText();
  }

  private static Epoch book(Random random, Instant now) {
    List<Epoch.Row> rows = new ArrayList<>();
    int size = 1 + random.nextInt(MOST_ACCOUNTS);
    for (int i = 0; i < size; i++) {
      String account = "0x" + Bytes32.of(new BigInteger(160, random)).hex().substring(26);
      Word word =
          new Word(
              new BigInteger(63, random).multiply(BigInteger.valueOf(random.nextInt(3) - 1)),
              new BigInteger(64, random),
              new BigInteger(64, random),
              now.minusSeconds(random.nextInt(600)),
              random.nextInt(10_001),
              Word.VALID);
      rows.add(
          new Epoch.Row(
              account, word, List.of(), new PublishedMargin(word.marginUsd(), List.of(), "")));
    }
    rows.sort(Comparator.comparing(Epoch.Row::account));
    Block block = new Block(random.nextInt(1 << 30), Bytes32.keccak("" + random.nextLong()), now);
    EpochInputs inputs = new EpochInputs(List.of(new ChainInput(1, block, block)));
    return new Epoch(inputs, "model " + random.nextInt(), List.of(), rows);
  }
}
