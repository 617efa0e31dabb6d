package io.setoff.oracle.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.oracle.Bytes32;
import io.setoff.oracle.Epoch;
import io.setoff.oracle.EpochInputs;
import io.setoff.oracle.EpochReport;
import io.setoff.oracle.Figures;
import io.setoff.oracle.OracleDomain;
import io.setoff.oracle.Word;
import io.setoff.oracle.sign.SigningDesk.Outcome;
import io.setoff.v1.RefusalReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningDeskTest {
  private static final OracleDomain DOMAIN = new OracleDomain(31337, "0x" + "ab".repeat(20));
  private static final Duration VALIDITY = Duration.ofMinutes(5);
  private static final KeySigner KEY = KeySigner.of("0x" + "1".repeat(64));

  @TempDir private Path folder = Path.of("");

  /** A book that computes what it was made with. */
  private record Fixed(Epoch epoch) implements Recomputation {
    @Override
    public void checkInputs(EpochInputs inputs, Duration maxAge) {
      if (!inputs.equals(epoch.inputs())) {
        throw new Refusal.Refused(RefusalReason.REFUSAL_REASON_DIFFERENT_BLOCK, "another block");
      }
    }

    @Override
    public Epoch at(EpochInputs inputs, List<String> accounts) {
      return epoch;
    }
  }

  private static SigningDesk desk(SignLedger ledger, Epoch own) {
    SignTerms terms =
        new SignTerms(
            "s",
            own.rows().stream().map(Epoch.Row::account).toList(),
            List.of(DOMAIN),
            VALIDITY,
            Duration.ofMinutes(1));
    return new SigningDesk(terms, new Fixed(own), KEY, ledger, Optional.empty());
  }

  private static Proposal proposal(long number, Epoch epoch, OracleDomain domain) {
    return Proposal.of(
        "s",
        number,
        epoch,
        epoch.inputs().newestTime().plus(VALIDITY),
        List.of(new Proposal.Target(domain, 1)));
  }

  private static Proposal proposal(long number, Epoch epoch, List<Integer> sizes) {
    return Proposal.of(
        "s",
        number,
        epoch,
        sizes,
        epoch.inputs().newestTime().plus(VALIDITY),
        List.of(new Proposal.Target(DOMAIN, 1)));
  }

  private static RefusalReason refusal(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refuses.class);
    return ((Outcome.Refuses) outcome).refusal().reason();
  }

  @Test
  void signsWhatItComputesForTheWireAndBack() {
    Epoch epoch = Figures.epoch(Figures.TIME, "1", "-2", "0");
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      Proposal sent = ProposalMessages.read(ProposalMessages.of(proposal(7, epoch, DOMAIN)));
      assertThat(sent.content()).isEqualTo(proposal(7, epoch, DOMAIN).content());
      Outcome outcome = desk(ledger, epoch).sign(sent);
      assertThat(outcome).isInstanceOf(Outcome.Signed.class);
      TargetSignature signature = ((Outcome.Signed) outcome).targets().getFirst();
      byte[] root = DOMAIN.preimage(sent.rootReport(1));
      assertThat(signature.reports().get(0).signerOf(root)).isEqualTo(KEY.address());
      assertThat(signature.reports().get(1).signerOf(root)).isNotEqualTo(KEY.address());
    }
  }

  /** Numbers 7 and 8 are used: the root's and the first batch's, and the second batch's. */
  @Test
  void signsAReportForEachBatchAndNoneOfTheirNumbersAgain() {
    Epoch epoch = Figures.epoch(Figures.TIME, "1", "-2", "0");
    Proposal one = proposal(7, epoch, DOMAIN);
    Proposal two = proposal(7, epoch, List.of(2, 1));
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      SigningDesk desk = desk(ledger, epoch);
      Proposal sent = ProposalMessages.read(ProposalMessages.of(two));
      Outcome outcome = desk.sign(sent);
      var message = ProposalMessages.of(outcome, 0).getSignatures();
      List<Signature> signatures = ProposalMessages.signatures(message).getFirst().reports();
      List<EpochReport> reports = sent.reports(1);
      assertThat(reports).extracting(EpochReport::epoch).containsExactly(7L, 7L, 8L);
      assertThat(reports).extracting(EpochReport::leafCount).containsExactly(3, 2, 1);
      for (int i = 0; i < 3; i++) {
        assertThat(signatures.get(i).signerOf(DOMAIN.preimage(reports.get(i))))
            .isEqualTo(KEY.address());
      }
      assertThat(desk.newestEpoch()).isEqualTo(8);
      assertThat(desk.sign(two)).as("the same again").isInstanceOf(Outcome.Signed.class);
      for (Proposal other : List.of(one, proposal(8, epoch, DOMAIN))) {
        assertThat(refusal(desk.sign(other)))
            .isEqualTo(RefusalReason.REFUSAL_REASON_ALREADY_SIGNED);
      }
      assertThat(desk.sign(proposal(9, epoch, DOMAIN))).isInstanceOf(Outcome.Signed.class);
    }
  }

  @Test
  void batchesAreAllRowsAndNoOthers() {
    Epoch epoch = Figures.epoch(Figures.TIME, "1", "-2", "0");
    for (List<Integer> sizes : List.of(List.of(2), List.of(2, 2), List.of(3, 0), List.of(-1, 4))) {
      assertThatThrownBy(() -> proposal(1, epoch, sizes))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesAnyDifferenceAndNamesTheLeaf() {
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      SigningDesk desk = desk(ledger, Figures.epoch(Figures.TIME, "1", "-2"));
      Outcome outcome =
          desk.sign(proposal(1, Figures.epoch(Figures.TIME, "1", "-2.000001"), DOMAIN));
      assertThat(refusal(outcome)).isEqualTo(RefusalReason.REFUSAL_REASON_DIFFERENT_LEAF);
      assertThat(((Outcome.Refuses) outcome).refusal().account()).isEqualTo(Figures.account(1));
      assertThat(refusal(desk.sign(proposal(1, Figures.epoch(Figures.TIME, "1"), DOMAIN))))
          .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_CONFIGURED);
      assertThat(
              refusal(
                  desk.sign(
                      proposal(1, Figures.epoch(Figures.TIME.plusSeconds(1), "1", "-2"), DOMAIN))))
          .isEqualTo(RefusalReason.REFUSAL_REASON_DIFFERENT_BLOCK);
      OracleDomain other = new OracleDomain(1, DOMAIN.contract());
      assertThat(refusal(desk.sign(proposal(1, Figures.epoch(Figures.TIME, "1", "-2"), other))))
          .isEqualTo(RefusalReason.REFUSAL_REASON_NOT_CONFIGURED);
      assertThat(desk.newestEpoch()).as("nothing was signed").isZero();
    }
  }

  /** A word that nobody can use may be signed by those who differ about the figures. */
  @Test
  void namesEveryLeafThatDiffersAndSignsThemHeldBack() {
    Epoch own = Figures.epoch(Figures.TIME, "1", "-2", "3");
    Epoch proposed = Figures.epoch(Figures.TIME, "1", "-5", "4");
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      SigningDesk desk = desk(ledger, own);
      Refusal sent = ((Outcome.Refuses) desk.sign(proposal(1, proposed, DOMAIN))).refusal();
      Refusal refusal =
          ProposalMessages.refusal(ProposalMessages.of(new Outcome.Refuses(sent), 0).getRefusal());
      assertThat(refusal).isEqualTo(sent);
      assertThat(refusal.heldBack()).containsOnlyKeys(Figures.account(1), Figures.account(2));
      Epoch held = proposed.holdingBack(refusal.heldBack());
      assertThat(held.rows().get(0)).isEqualTo(proposed.rows().get(0));
      Word word = held.rows().get(1).word();
      assertThat(word.flags()).isEqualTo(Word.PARTIAL | Word.DISPUTED);
      assertThat(word.marginUsd()).as("the larger of both").isEqualByComparingTo("5");
      assertThat(desk.sign(proposal(2, held, DOMAIN))).isInstanceOf(Outcome.Signed.class);
      assertThat(held.holdingBack(refusal.heldBack())).isEqualTo(held);
    }
  }

  /** Whoever reads a word all the same must not find too little in it. */
  @Test
  void aWordThatIsHeldBackIsAskedForNoLessThanItsOwn() {
    Epoch own = Figures.epoch(Figures.TIME, "100");
    Epoch low = Figures.epoch(Figures.TIME, "1");
    Word nothing = low.rows().getFirst().heldBackWord();
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      Outcome outcome =
          desk(ledger, own)
              .sign(proposal(1, low.holdingBack(Map.of(Figures.account(0), nothing)), DOMAIN));
      assertThat(refusal(outcome)).isEqualTo(RefusalReason.REFUSAL_REASON_DIFFERENT_LEAF);
    }
  }

  @Test
  void neverSignsTwoReportsOfOneEpochNotEvenAfterARestart() {
    Epoch first = Figures.epoch(Figures.TIME, "1");
    Epoch second = Figures.epoch(Figures.TIME, "2");
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      assertThat(desk(ledger, first).sign(proposal(5, first, DOMAIN)))
          .isInstanceOf(Outcome.Signed.class);
    }
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      assertThat(refusal(desk(ledger, second).sign(proposal(5, second, DOMAIN))))
          .isEqualTo(RefusalReason.REFUSAL_REASON_ALREADY_SIGNED);
      assertThat(refusal(desk(ledger, second).sign(proposal(4, second, DOMAIN))))
          .isEqualTo(RefusalReason.REFUSAL_REASON_ALREADY_SIGNED);
      assertThat(desk(ledger, first).sign(proposal(5, first, DOMAIN)))
          .as("the same again")
          .isInstanceOf(Outcome.Signed.class);
      assertThat(desk(ledger, second).sign(proposal(6, second, DOMAIN)))
          .isInstanceOf(Outcome.Signed.class);
      assertThat(ledger.newest(Bytes32.keccak("s")).orElseThrow().epoch()).isEqualTo(6);
    }
  }

  @Test
  void refusesAReportThatIsValidForTooLong() {
    Epoch epoch = Figures.epoch(Figures.TIME, "1");
    Proposal proposal = proposal(1, epoch, DOMAIN);
    Proposal longer =
        Proposal.of("s", 1, epoch, proposal.validUntil().plusSeconds(1), proposal.targets());
    try (FileSignLedger ledger = FileSignLedger.open(folder)) {
      assertThat(refusal(desk(ledger, epoch).sign(longer)))
          .isEqualTo(RefusalReason.REFUSAL_REASON_BAD_TIME);
    }
  }
}
