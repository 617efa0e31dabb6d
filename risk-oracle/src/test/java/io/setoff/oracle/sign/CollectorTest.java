package io.setoff.oracle.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.oracle.Figures;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.OracleUnavailableException;
import io.setoff.oracle.sign.Collector.Gathered;
import io.setoff.oracle.sign.SignerLink.Reply;
import io.setoff.v1.RefusalReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CollectorTest {
  private static final OracleDomain DOMAIN = new OracleDomain(31337, "0x" + "ab".repeat(20));
  private static final List<KeySigner> KEYS = List.of(key('1'), key('2'), key('3'));
  private static final Proposal PROPOSAL =
      Proposal.of(
          "s",
          1,
          Figures.epoch(Figures.TIME, "1"),
          Figures.TIME.plusSeconds(300),
          List.of(new Proposal.Target(DOMAIN, 1)));

  private static KeySigner key(char digit) {
    return KeySigner.of("0x" + String.valueOf(digit).repeat(64));
  }

  private record Scripted(String name, Function<Proposal, Reply> script) implements SignerLink {
    @Override
    public Reply propose(Proposal proposal) {
      return script.apply(proposal);
    }

    @Override
    public void close() {}
  }

  private static final SignerLink REFUSING = refusing("no", RefusalReason.REFUSAL_REASON_BAD_TIME);
  private static final SignerLink BEHIND =
      refusing("behind", RefusalReason.REFUSAL_REASON_NOT_INDEXED);

  private static SignerLink refusing(String name, RefusalReason reason) {
    return new Scripted(name, p -> new Reply.Refused(Refusal.of(reason, "x"), 0));
  }

  private static SignerLink honest(int key) {
    return new LocalSigner(KEYS.get(key));
  }

  private static Gathered collect(SignerLink... links) throws InterruptedException {
    Collector collector =
        new Collector(List.of(links), Duration.ofSeconds(5), Duration.ofMillis(1));
    return collector.collect(PROPOSAL, 2, so -> quorum(so));
  }

  private static boolean quorum(Gathered gathered) {
    SignerSet set = new SignerSet(KEYS.stream().map(KeySigner::address).toList());
    return set.quorum(gathered.reports().getFirst().getFirst(), 2).isPresent();
  }

  @Test
  void oneSignerMayBeDownOrRefuse() throws InterruptedException {
    SignerLink down =
        new Scripted(
            "down",
            p -> {
              throw new OracleUnavailableException("connection refused");
            });
    SignerLink refusing =
        new Scripted(
            "no", p -> new Reply.Refused(Refusal.of(RefusalReason.REFUSAL_REASON_NO_KEY, "x"), 9));
    assertThat(quorum(collect(honest(0), down, honest(2)))).isTrue();
    assertThat(quorum(collect(refusing, honest(1), honest(2)))).isTrue();
    Gathered two = collect(honest(0), down, refusing);
    assertThat(quorum(two)).isFalse();
    assertThat(two.problems())
        .anyMatch(p -> p.contains("connection refused"))
        .anyMatch(p -> p.startsWith("no: "));
    assertThat(two.newestEpoch()).isEqualTo(9);
  }

  /** Its signature is good, for another report: it recovers to an address outside the set. */
  @Test
  void aLyingSignerCountsForNobody() throws InterruptedException {
    Proposal other =
        Proposal.of(
            "s", 1, Figures.epoch(Figures.TIME, "2"), PROPOSAL.validUntil(), PROPOSAL.targets());
    SignerLink liar = new Scripted("liar", p -> honest(1).propose(other));
    assertThat(quorum(collect(honest(0), liar))).isFalse();
    assertThat(quorum(collect(honest(0), liar, honest(2)))).isTrue();
    SignerLink copycat = new Scripted("copycat", p -> honest(0).propose(p));
    assertThat(quorum(collect(honest(0), copycat))).as("one key counts once").isFalse();
  }

  @Test
  void whoSignsTooLittleCountsForNobody() throws InterruptedException {
    SignerLink half =
        new Scripted(
            "half",
            p -> {
              TargetSignature all = ((Reply.Signed) honest(1).propose(p)).targets().getFirst();
              return new Reply.Signed(
                  List.of(new TargetSignature(List.of(all.reports().getFirst()))));
            });
    Gathered gathered = collect(honest(0), half);
    assertThat(quorum(gathered)).isFalse();
    assertThat(gathered.problems()).first().asString().startsWith("half: signs");
  }

  @Test
  void oneThatHasNotReadABlockYetIsAskedAgain() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    SignerLink late =
        new Scripted(
            "late",
            p ->
                asked.incrementAndGet() < 4
                    ? new Reply.Refused(
                        Refusal.of(RefusalReason.REFUSAL_REASON_NOT_INDEXED, "not yet"), 0)
                    : honest(1).propose(p));
    assertThat(quorum(collect(honest(0), late))).isTrue();
    assertThat(asked).hasValue(4);
  }

  /** With a patience that no test waits for: who is behind does not hold up what is lost. */
  @Test
  @Timeout(60)
  void whenTooFewAreLeftNobodyIsWaitedFor() throws InterruptedException {
    Collector collector =
        new Collector(
            List.of(BEHIND, REFUSING, REFUSING), Duration.ofHours(1), Duration.ofMillis(1));
    Gathered gathered = collector.collect(PROPOSAL, 2, so -> quorum(so));
    assertThat(gathered.problems())
        .hasSize(3)
        .filteredOn(p -> p.startsWith("no: REFUSAL_REASON_BAD_TIME"))
        .hasSize(2);
    assertThat(gathered.problems()).last().isEqualTo("1 more signers would not be enough");
  }

  @Test
  void oneThatIsFarBehindIsAskedEverLessOften() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    SignerLink behind =
        new Scripted(
            "behind",
            p -> {
              asked.incrementAndGet();
              return BEHIND.propose(p);
            });
    Collector collector =
        new Collector(List.of(honest(0), behind), Duration.ofSeconds(1), Duration.ofMillis(10));
    assertThat(quorum(collector.collect(PROPOSAL, 2, so -> quorum(so)))).isFalse();
    assertThat(asked.get()).as("after 10, 20, 40, and from then on 80 ms").isLessThanOrEqualTo(17);
  }
}
