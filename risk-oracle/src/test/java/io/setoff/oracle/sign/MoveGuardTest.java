package io.setoff.oracle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.Figures;
import io.setoff.oracle.Word;
import io.setoff.oracle.sign.Refusal.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveGuardTest {
  private static final Bytes32 STREAM = Bytes32.keccak("s");

  /** 10 USD, or half of what was signed last. */
  private static final MoveBound BOUND = new MoveBound(BigDecimal.TEN, new BigDecimal("0.5"));

  @TempDir private Path folder = Path.of("");

  private MoveGuard guard() {
    return MoveGuard.open(folder, BOUND);
  }

  private static Epoch epoch(String net, String gross, String margin, int flags) {
    Word word =
        Word.of(
            new BigDecimal(net),
            new BigDecimal(gross),
            new BigDecimal(margin),
            Figures.TIME,
            10_000,
            flags);
    return new Epoch(
        Figures.inputs("main", Figures.TIME), "model", List.of(), List.of(Figures.row(0, word)));
  }

  private static Epoch epoch(String net, String gross, String margin) {
    return epoch(net, gross, margin, Word.VALID);
  }

  private void assertSigns(Epoch epoch) {
    assertThat(guard().excesses(STREAM, epoch)).isEmpty();
  }

  private void assertRefuses(String why, Epoch epoch) {
    assertThat(guard().excesses(STREAM, epoch))
        .hasSize(1)
        .extractingByKey(Figures.account(0))
        .asString()
        .contains(why);
  }

  @Test
  void whatIsSignedForTheFirstTimeHasNoBound() {
    assertSigns(epoch("1e9", "1e9", "1e9"));
  }

  /** 100 net, 200 gross: half of 200 is 100. Each guard is another process with the same folder. */
  @Test
  void aMoveOfNetEitherWayAndAFallOfMarginAreBound() {
    guard().record(STREAM, epoch("100", "200", "150"));
    assertSigns(epoch("200", "200", "150"));
    assertRefuses(
        "its net moves by 100.000001 USD, of 100 at most", epoch("200.000001", "300", "150"));
    assertSigns(epoch("0", "0", "150"));
    assertRefuses("its net moves by 100.000001", epoch("-0.000001", "200", "150"));
    assertSigns(epoch("100", "200", "50"));
    assertRefuses("its margin falls by 100.000001", epoch("100", "200", "49.999999"));
    assertSigns(epoch("100", "200", "1000000"));
  }

  @Test
  void nothingIsRelativeToAZero() {
    guard().record(STREAM, epoch("0", "0", "0"));
    assertSigns(epoch("-10", "10", "10"));
    assertRefuses("its net moves by 10.000001", epoch("-10.000001", "10", "10"));
  }

  @Test
  void whatNobodyCanUseIsNeitherBoundNorRemembered() {
    guard().record(STREAM, epoch("100", "200", "150"));
    Epoch partial = epoch("5000", "5000", "5000", Word.VALID | Word.PARTIAL);
    assertSigns(partial);
    guard().record(STREAM, partial);
    assertRefuses("its net moves by 4900", epoch("5000", "5000", "5000"));
  }

  @Test
  void anotherStreamIsAnotherMemory() {
    guard().record(Bytes32.keccak("other"), epoch("100", "200", "150"));
    assertSigns(epoch("5000", "5000", "5000"));
  }

  @Test
  void aPersonReleasesAnAccountForATime() throws IOException {
    guard().record(STREAM, epoch("100", "200", "150"));
    Epoch moved = epoch("5000", "5000", "5000");
    release("0x" + "11".repeat(20) + " " + Figures.TIME.plusSeconds(60));
    assertRefuses("its net moves by 4900", moved);
    release(Figures.account(0) + " " + Figures.TIME);
    assertRefuses("its net moves by 4900", moved);
    release(Figures.account(0) + " " + Figures.TIME.plusSeconds(1));
    assertSigns(moved);
    guard().record(STREAM, moved);
    Files.delete(folder.resolve("released"));
    assertSigns(moved);
  }

  private void release(String line) throws IOException {
    Files.writeString(folder.resolve("released"), line + "\n");
  }

  @Test
  void whatCannotBeReadReleasesNothing() throws IOException {
    guard().record(STREAM, epoch("100", "200", "150"));
    release(Figures.account(0) + " tomorrow");
    assertThatThrownBy(() -> guard().excesses(STREAM, epoch("5000", "5000", "5000")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("what is released cannot be read");
    Files.writeString(folder.resolve("words"), "damaged");
    assertThatThrownBy(this::guard).isInstanceOf(UncheckedIOException.class);
  }
}
