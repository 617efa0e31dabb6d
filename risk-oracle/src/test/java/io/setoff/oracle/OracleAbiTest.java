package io.setoff.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same bytes as ethers 6.17 writes; what is expected are the hashes of those. */
class OracleAbiTest {
  private static final EpochReport REPORT =
      new EpochReport(
          Bytes32.keccak("stream"),
          7,
          2,
          Instant.ofEpochSecond(1_790_000_000),
          Instant.ofEpochSecond(1_790_000_300),
          3,
          Bytes32.keccak("root"),
          Bytes32.keccak("inputs"),
          Bytes32.keccak("model"));
  private static final Quorum QUORUM =
      new Quorum(
          List.of("0x" + "11".repeat(20), "0x" + "22".repeat(20), "0x" + "33".repeat(20)),
          List.of(0, 2),
          List.of(
              Bytes32.keccak("r0"),
              Bytes32.keccak("s0"),
              Bytes32.keccak("r2"),
              Bytes32.keccak("s2")));
  private static final Bytes32 WORD = Bytes32.keccak("word");
  private static final List<Bytes32> PROOF = List.of(Bytes32.keccak("p0"), Bytes32.keccak("p1"));

  private static Bytes32 hash(String hex) {
    assertThat(hex).startsWith("0x");
    return Bytes32.keccak(HexFormat.of().parseHex(hex, 2, hex.length()));
  }

  @Test
  void aSignedWordForPullMode() {
    assertThat(hash(OracleAbi.signedWord(REPORT, QUORUM, WORD, PROOF)))
        .isEqualTo(
            new Bytes32("0x931d5ec5ad0e01f15f5b8ee25937dae0a14f0f75ffeec22ae0c4dd1ffc8602eb"));
  }

  @Test
  void callsThatVerifyAndFulfil() {
    assertThat(hash(OracleAbi.verify(REPORT, QUORUM, Bytes32.keccak("id"), WORD, PROOF, 300)))
        .isEqualTo(
            new Bytes32("0xbbe738b2e2ecd95c341104d5b13c77785e69e050804d91a04a73b985838f11bf"));
    assertThat(hash(OracleAbi.fulfil("0x010203")))
        .isEqualTo(
            new Bytes32("0x67c2f329e9f7b761b3f033566d38b4e996efdef6cc53dcf2153f9f265bbfa143"));
  }

  @Test
  void theRowsOfAWriteAreReadBack() {
    byte[] rows = new byte[104];
    rows[0] = 1;
    rows[103] = 2;
    assertThat(OracleAbi.rowsOf(OracleAbi.storeSigned(REPORT, rows, QUORUM))).isEqualTo(rows);
    assertThat(OracleAbi.errorOf("0x" + "00".repeat(4))).isEqualTo("0x00000000");
  }
}
