package io.setoff.gateway.wire;

import io.setoff.gateway.portfolio.PortfolioView;
import io.setoff.gateway.risk.RiskState;
import io.setoff.model.Gap;
import io.setoff.risk.instrument.Holding;
import io.setoff.risk.mapping.MappedPortfolio;
import io.setoff.risk.margin.portfolio.PortfolioMarginResult;
import io.setoff.risk.margin.portfolio.aggregation.CrossMargin;
import io.setoff.risk.margin.portfolio.aggregation.WorstCase;
import io.setoff.risk.margin.portfolio.allocation.AccountAllocation;
import io.setoff.risk.margin.portfolio.requirement.HoldingAttribution;
import io.setoff.risk.margin.portfolio.requirement.LateGain;
import io.setoff.risk.provenance.Stamp;
import io.setoff.v1.AccountRequirement;
import io.setoff.v1.CalculationStamp;
import io.setoff.v1.CrossUnderlyingMargin;
import io.setoff.v1.HoldingContribution;
import io.setoff.v1.MarginView;
import io.setoff.v1.RiskBasis;
import io.setoff.v1.WorstScenario;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Margin as messages. */
public final class MarginMessages {
  private static final int MICRO = 6;

  private MarginMessages() {}

  public static MarginView view(RiskState state) {
    PortfolioMarginResult margin = state.margin();
    MarginView.Builder message =
        MarginView.newBuilder()
            .setBasis(basis(state))
            .setTotals(RequirementMessages.totals(margin.totals()))
            .setCross(cross(margin.cross()))
            .setLiquidation(LiquidationMessages.view(margin.liquidation()));
    margin.allocation().told().map(MarginMessages::micros).ifPresent(message::setRequiredUsd);
    margin.worst().forEach(worst -> message.addWorst(worst(worst)));
    Map<String, HoldingAttribution> shares = new HashMap<>();
    margin.attribution().forEach(share -> shares.put(share.holding(), share));
    for (MappedPortfolio.Entry entry : state.mapped().entries()) {
      Optional.ofNullable(shares.get(entry.holding().id()))
          .ifPresent(share -> message.addAttribution(contribution(share, entry, state)));
    }
    margin.allocation().accounts().forEach(account -> message.addAccounts(account(account)));
    margin.lateGains().forEach(gain -> message.addLateGains(lateGain(gain)));
    return message.build();
  }

  public static RiskBasis basis(RiskState state) {
    PortfolioView portfolio = state.portfolio();
    PortfolioMarginResult margin = state.margin();
    RiskBasis.Builder message =
        RiskBasis.newBuilder()
            .addAllAsOf(Messages.asOf(portfolio.cut()))
            .addAllCoverage(Messages.coverage(portfolio.coverage()))
            .setComplete(state.complete())
            .addAllRiskGaps(RequirementMessages.gaps(margin.gaps()))
            .setStamp(stamp(margin.stamp()));
    portfolio.cut().finality().ifPresent(finality -> message.setFinality(Enums.of(finality)));
    Set<Gap> all = new LinkedHashSet<>(portfolio.gaps());
    portfolio.positions().forEach(position -> all.addAll(position.gaps()));
    all.addAll(state.mapped().worthless());
    all.forEach(gap -> message.addGaps(Messages.gap(gap)));
    return message.build();
  }

  static CalculationStamp stamp(Stamp stamp) {
    return CalculationStamp.newBuilder()
        .setParameterSet(stamp.parameterSet())
        .setParameterHash(stamp.parameterHash())
        .setInputHash(stamp.inputHash())
        .putAllBlocks(stamp.blocks())
        .setEngineVersion(stamp.engineVersion())
        .build();
  }

  public static String micros(BigInteger microUsd) {
    return Messages.decimal(new BigDecimal(microUsd, MICRO));
  }

  private static CrossUnderlyingMargin cross(CrossMargin cross) {
    CrossUnderlyingMargin.Builder message =
        CrossUnderlyingMargin.newBuilder()
            .setUndiversifiedUsd(Messages.decimal(cross.undiversified()))
            .setCorrelationUsd(Messages.decimal(cross.correlation()))
            .setSameScenarioUsd(Messages.decimal(cross.sameScenario()))
            .setChargedUsd(Messages.decimal(cross.charged()))
            .setDriver(cross.driver());
    cross
        .expectedShortfall()
        .ifPresent(usd -> message.setExpectedShortfallUsd(Messages.decimal(usd)));
    cross.stress().ifPresent(usd -> message.setStressUsd(Messages.decimal(usd)));
    return message.build();
  }

  private static WorstScenario worst(WorstCase worst) {
    return WorstScenario.newBuilder()
        .setUnderlyingId(worst.underlying().value())
        .setScenario(worst.scenario())
        .setLossUsd(Messages.decimal(worst.loss()))
        .build();
  }

  private static io.setoff.v1.LateGain lateGain(LateGain gain) {
    return io.setoff.v1.LateGain.newBuilder()
        .setUnderlyingId(gain.underlying().value())
        .setPriceMove(Enums.of(gain.priceMove()))
        .setVenue(gain.venue())
        .setUnits(Messages.decimal(gain.units()))
        .setChargeUsd(Messages.decimal(gain.charge()))
        .setWorthNothing(gain.isWorthNothing())
        .build();
  }

  private static HoldingContribution contribution(
      HoldingAttribution share, MappedPortfolio.Entry entry, RiskState state) {
    Holding holding = entry.holding();
    HoldingContribution.Builder message =
        HoldingContribution.newBuilder()
            .setHoldingId(holding.id())
            .setLabel(entry.label())
            .setVenue(holding.venue())
            .setMarginAccount(holding.marginAccount())
            .addAllPositionIds(entry.positionIds())
            .setInstrument(InstrumentMessages.of(holding.instrument()))
            .setQuantity(Messages.decimal(holding.quantity()))
            .setAloneUsd(Messages.decimal(share.alone()))
            .setContributionUsd(Messages.decimal(share.contribution()))
            .setInSetUsd(Messages.decimal(share.inSet()))
            .addAllParts(RequirementMessages.parts(share.parts()));
    state.value(holding).ifPresent(usd -> message.setValueUsd(Messages.decimal(usd)));
    return message.build();
  }

  static AccountRequirement account(AccountAllocation account) {
    AccountRequirement.Builder message =
        AccountRequirement.newBuilder()
            .setVenue(account.account().venue())
            .setMarginAccount(account.account().marginAccount())
            .setContributionUsd(micros(account.contribution()))
            .setReason(Enums.of(account.reason()));
    account.told().map(MarginMessages::micros).ifPresent(message::setRequiredUsd);
    if (account.told().isPresent() || account.standAlone().signum() > 0) {
      message.setStandAloneUsd(micros(account.standAlone()));
    }
    return message.build();
  }
}
