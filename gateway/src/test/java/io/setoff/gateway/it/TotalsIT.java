package io.setoff.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Duration;
import com.google.protobuf.util.JsonFormat;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.abi.EvmAddress;
import io.setoff.adapters.evm.devnet.DevnetChain;
import io.setoff.v1.CutPoint;
import io.setoff.v1.DistanceBand;
import io.setoff.v1.DistanceBandTotals;
import io.setoff.v1.Finality;
import io.setoff.v1.GetExposureRequest;
import io.setoff.v1.GetTotalsRequest;
import io.setoff.v1.GetTotalsResponse;
import io.setoff.v1.GroupTotals;
import io.setoff.v1.Policy;
import io.setoff.v1.Position;
import io.setoff.v1.PriceShock;
import io.setoff.v1.Provenance;
import io.setoff.v1.ReserveTotals;
import io.setoff.v1.ShockOutcome;
import io.setoff.v1.TotalsDimension;
import io.setoff.v1.TotalsHolder;
import io.setoff.v1.TotalsServiceGrpc;
import io.setoff.v1.UnderlyingExposure;
import io.setoff.v1.UnderlyingTotals;
import io.setoff.v1.VenueRisk;
import io.setoff.v1.WatchTotalsRequest;
import io.setoff.v1.WatchTotalsResponse;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Totals over all accounts, against what each account's own answers and the contracts say. */
@ExtendWith(PlayedStory.Shared.class)
class TotalsIT {
  private static final String ETH = "crypto:ETH";

  private final PlayedStory story;

  TotalsIT(PlayedStory story) {
    this.story = story;
  }

  private TotalsServiceGrpc.TotalsServiceBlockingStub stub() {
    return TotalsServiceGrpc.newBlockingStub(story.gateway().channel());
  }

  private GetTotalsResponse totals(String... ethFactors) {
    GetTotalsRequest.Builder request =
        GetTotalsRequest.newBuilder().setPolicy(Policy.POLICY_ECONOMIC);
    for (String factor : ethFactors) {
      request.addShocks(PriceShock.newBuilder().setUnderlyingId(ETH).setSpotFactor(factor));
    }
    return stub().getTotals(request.build());
  }

  private static GroupTotals all(GetTotalsResponse totals) {
    assertThat(totals.getGroups(0).getDimension()).isEqualTo(TotalsDimension.TOTALS_DIMENSION_ALL);
    return totals.getGroups(0);
  }

  private static SortedSet<String> holders(GetTotalsResponse totals) {
    SortedSet<String> holders = new TreeSet<>();
    for (UnderlyingTotals each : all(totals).getUnderlyingsList()) {
      assertThat(each.getHolders()).as("all holders are named").isEqualTo(each.getTopCount());
      each.getTopList().forEach(holder -> holders.add(holder.getAccount()));
    }
    return holders;
  }

  /** Everybody is asked about, so that everybody's wallet is known: then the sums must agree. */
  @Test
  void theyAreTheSumOfTheAccountsOwnExposuresAtTheSameBlocks() {
    SortedSet<String> asked = new TreeSet<>();
    GetTotalsResponse totals = totals();
    while (asked.addAll(holders(totals))) {
      asked.forEach(
          account -> story.exposure(account, Policy.POLICY_ECONOMIC, Finality.FINALITY_LATEST));
      totals = totals();
    }
    SortedMap<String, BigDecimal> nets = new TreeMap<>();
    SortedMap<String, BigDecimal> grosses = new TreeMap<>();
    Map<String, SortedMap<String, BigDecimal>> byVenue = new TreeMap<>();
    for (String account : asked) {
      for (UnderlyingExposure each : exposure(account, totals)) {
        nets.merge(each.getUnderlyingId(), new BigDecimal(each.getNet()), BigDecimal::add);
        grosses.merge(each.getUnderlyingId(), new BigDecimal(each.getGross()), BigDecimal::add);
        each.getByVenueList()
            .forEach(
                part ->
                    byVenue
                        .computeIfAbsent(part.getVenue().getId(), key -> new TreeMap<>())
                        .merge(
                            each.getUnderlyingId(),
                            new BigDecimal(part.getNet()),
                            BigDecimal::add));
      }
    }
    assertThat(nets(all(totals))).isEqualTo(canonical(nets));
    SortedMap<String, BigDecimal> gross = new TreeMap<>();
    all(totals)
        .getUnderlyingsList()
        .forEach(each -> gross.put(each.getUnderlyingId(), new BigDecimal(each.getGross())));
    assertThat(canonical(gross)).isEqualTo(canonical(grosses));
    for (GroupTotals group : totals.getGroupsList()) {
      if (group.getDimension() == TotalsDimension.TOTALS_DIMENSION_VENUE) {
        assertThat(nets(group))
            .as(group.getId())
            .isEqualTo(canonical(byVenue.getOrDefault(group.getId(), new TreeMap<>())));
      }
    }
    assertThat(byVenue).hasSizeGreaterThanOrEqualTo(5);
  }

  private List<UnderlyingExposure> exposure(String account, GetTotalsResponse at) {
    GetExposureRequest.Builder request =
        GetExposureRequest.newBuilder().setAccount(account).setPolicy(Policy.POLICY_ECONOMIC);
    for (Provenance block : at.getAsOfList()) {
      request.addCut(
          CutPoint.newBuilder().setChain(block.getChain()).setBlockHash(block.getBlockHash()));
    }
    return story.gateway().exposures().getExposure(request.build()).getView().getUnderlyingsList();
  }

  private static SortedMap<String, String> nets(GroupTotals group) {
    SortedMap<String, BigDecimal> nets = new TreeMap<>();
    group
        .getUnderlyingsList()
        .forEach(each -> nets.put(each.getUnderlyingId(), new BigDecimal(each.getNet())));
    return canonical(nets);
  }

  private static SortedMap<String, String> canonical(Map<String, BigDecimal> values) {
    SortedMap<String, String> canonical = new TreeMap<>();
    values.forEach(
        (key, value) ->
            canonical.put(
                key, value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString()));
    return canonical;
  }

  /** The market's tokens round their sum once, the totals each holder: a base unit each at most. */
  @Test
  void theReservesAreWhatTheMarketsOwnTokensSay() {
    GetTotalsResponse totals = totals();
    int compared = 0;
    for (VenueRisk venue : totals.getVenuesList()) {
      if (!venue.getVenue().getProtocol().equals("aave-v3")) {
        continue;
      }
      Provenance block =
          totals.getAsOfList().stream()
              .filter(each -> each.getChain().equals(venue.getVenue().getChain()))
              .findFirst()
              .orElseThrow();
      DevnetChain chain = story.chain(venue.getVenue().getChain());
      for (ReserveTotals reserve : venue.getReservesList()) {
        Supplies supplies = supplies(chain, block.getHeight(), reserve.getUnderlyingId());
        assertThat(new BigDecimal(reserve.getSupplied()))
            .as("supplied %s at %s", reserve.getUnderlyingId(), venue.getVenue().getId())
            .isBetween(supplies.least(supplies.supplied), supplies.most(supplies.supplied));
        assertThat(new BigDecimal(reserve.getOwed()))
            .as("owed %s at %s", reserve.getUnderlyingId(), venue.getVenue().getId())
            .isBetween(supplies.least(supplies.owed), supplies.most(supplies.owed));
        assertThat(new BigDecimal(reserve.getCashDue()))
            .isEqualByComparingTo(
                new BigDecimal(reserve.getSupplied()).subtract(new BigDecimal(reserve.getOwed())));
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(3);
  }

  /** What an underlying's tokens of the market say; units. */
  private record Supplies(BigDecimal supplied, BigDecimal owed, BigDecimal unit) {
    BigDecimal least(BigDecimal value) {
      return value.subtract(unit);
    }

    BigDecimal most(BigDecimal value) {
      return value.add(unit);
    }
  }

  private static Supplies supplies(DevnetChain chain, long height, String underlying) {
    BigDecimal supplied = BigDecimal.ZERO;
    BigDecimal owed = BigDecimal.ZERO;
    BigDecimal unit = BigDecimal.ZERO;
    String pool = chain.address("aave/pool");
    for (String symbol : chain.names("tokens")) {
      String token = chain.address("tokens/" + symbol);
      boolean isIt =
          underlying.equals("crypto:" + symbol.substring(1))
              || underlying.endsWith(token.toLowerCase(Locale.ROOT));
      if (!isIt) {
        continue;
      }
      AbiWords reserve =
          chain.view(height, pool, "getReserveData(address)", EvmAddress.toWord(token));
      int decimals = chain.view(height, token, "decimals()").word(0).intValueExact();
      supplied = supplied.add(supply(chain, height, reserve.word(8), decimals));
      owed =
          owed.add(supply(chain, height, reserve.word(9), decimals))
              .add(supply(chain, height, reserve.word(10), decimals));
      unit = unit.max(new BigDecimal(BigInteger.valueOf(100), decimals));
    }
    return new Supplies(supplied, owed, unit);
  }

  private static BigDecimal supply(DevnetChain chain, long height, BigInteger token, int decimals) {
    return token.signum() == 0
        ? BigDecimal.ZERO
        : new BigDecimal(
            chain.view(height, EvmAddress.of(token), "totalSupply()").word(0), decimals);
  }

  @Test
  void bandsAndLiquidationsAgreeWithTheVenuesOwnHealthFactors() {
    for (VenueRisk venue : totals().getVenuesList()) {
      if (!venue.getVenue().getProtocol().equals("aave-v3")) {
        continue;
      }
      SortedMap<String, BigDecimal> healths = healths(venue.getVenue().getId());
      assertThat(healths).isNotEmpty();
      Map<DistanceBand, Long> expected = new TreeMap<>();
      healths.values().forEach(health -> expected.merge(band(health), 1L, Long::sum));
      Map<DistanceBand, Long> actual = new TreeMap<>();
      for (DistanceBandTotals band : venue.getBandsList()) {
        if (band.getAccounts() > 0) {
          actual.put(band.getBand(), band.getAccounts());
        }
      }
      assertThat(actual).as(venue.getVenue().getId()).isEqualTo(expected);
    }
  }

  /** Of everybody who owes: the contract's figure, as the account's own portfolio shows it. */
  private SortedMap<String, BigDecimal> healths(String venue) {
    SortedMap<String, BigDecimal> healths = new TreeMap<>();
    for (String account : holders(totals())) {
      for (Position position : story.portfolio(account).getPositionsList()) {
        if (position.getVenue().getId().equals(venue)
            && position.hasMargin()
            && position.getMargin().hasHealthFactor()) {
          healths.put(account, new BigDecimal(position.getMargin().getHealthFactor()));
        }
      }
    }
    return healths;
  }

  private static DistanceBand band(BigDecimal health) {
    BigDecimal distance =
        BigDecimal.ONE.subtract(BigDecimal.ONE.divide(health, MathContext.DECIMAL128));
    if (distance.signum() < 0) {
      return DistanceBand.DISTANCE_BAND_LIQUIDATABLE;
    }
    if (distance.compareTo(new BigDecimal("0.05")) < 0) {
      return DistanceBand.DISTANCE_BAND_UNDER_5_PERCENT;
    }
    if (distance.compareTo(new BigDecimal("0.1")) < 0) {
      return DistanceBand.DISTANCE_BAND_UNDER_10_PERCENT;
    }
    if (distance.compareTo(new BigDecimal("0.2")) < 0) {
      return DistanceBand.DISTANCE_BAND_UNDER_20_PERCENT;
    }
    return distance.compareTo(new BigDecimal("0.5")) < 0
        ? DistanceBand.DISTANCE_BAND_UNDER_50_PERCENT
        : DistanceBand.DISTANCE_BAND_BEYOND;
  }

  /** The hedged account has borrowed dollars against ETH alone, so that 1 / health is its limit. */
  @Test
  void anAccountIsLiquidatedJustBelowThePriceOfAHealthOfOne() {
    BigDecimal limit = BigDecimal.ONE;
    for (Position position : story.portfolio(story.hedged()).getPositionsList()) {
      if (position.getMargin().hasHealthFactor()) {
        limit =
            BigDecimal.ONE.divide(
                new BigDecimal(position.getMargin().getHealthFactor()), MathContext.DECIMAL64);
      }
    }
    assertThat(limit).isLessThan(BigDecimal.ONE);
    GetTotalsResponse totals =
        totals(
            "1",
            limit.multiply(new BigDecimal("1.000001")).toPlainString(),
            limit.multiply(new BigDecimal("0.999999")).toPlainString());
    List<ShockOutcome> shocks = totals.getShocksList();
    assertThat(shocks.get(0).getAccounts())
        .as("those alone who are liquidatable already")
        .isEqualTo(
            totals.getVenuesList().stream()
                .flatMap(venue -> venue.getBandsList().stream())
                .filter(band -> band.getBand() == DistanceBand.DISTANCE_BAND_LIQUIDATABLE)
                .mapToLong(DistanceBandTotals::getAccounts)
                .sum());
    assertThat(shocks.get(2).getAccounts()).isGreaterThan(shocks.get(1).getAccounts());
    assertThat(new BigDecimal(shocks.get(2).getRepaidUsd())).isPositive();
    assertThat(shocks.get(2).getSoldList())
        .anyMatch(sold -> sold.getUnderlyingId().equals(ETH) && !sold.getUnits().equals("0"));
  }

  @Test
  void restStreamAndCutGiveTheSameTotals() throws Exception {
    GetTotalsResponse asked = totals("0.7");
    GetTotalsResponse.Builder overRest = GetTotalsResponse.newBuilder();
    JsonFormat.parser()
        .merge(
            story.gateway().get("/v1/totals?policy=economic&shock=crypto:ETH@0.7").body(),
            overRest);
    assertThat(content(overRest.build())).isEqualTo(content(asked));
    Iterator<WatchTotalsResponse> stream =
        stub()
            .watchTotals(
                WatchTotalsRequest.newBuilder()
                    .setTotals(
                        GetTotalsRequest.newBuilder()
                            .setPolicy(Policy.POLICY_ECONOMIC)
                            .addShocks(
                                PriceShock.newBuilder().setUnderlyingId(ETH).setSpotFactor("0.7")))
                    .setHeartbeatInterval(Duration.newBuilder().setSeconds(1))
                    .build());
    assertThat(content(stream.next().getTotals())).isEqualTo(content(asked));
    assertThat(stream.next().hasHeartbeat()).isTrue();
    GetTotalsRequest.Builder atCut =
        GetTotalsRequest.newBuilder()
            .setPolicy(Policy.POLICY_ECONOMIC)
            .addShocks(PriceShock.newBuilder().setUnderlyingId(ETH).setSpotFactor("0.7"));
    for (Provenance block : asked.getAsOfList()) {
      atCut.addCut(
          CutPoint.newBuilder().setChain(block.getChain()).setBlockHash(block.getBlockHash()));
    }
    assertThat(content(stub().getTotals(atCut.build()))).isEqualTo(content(asked));
  }

  /** Without what differs though the state does not. */
  private static GetTotalsResponse content(GetTotalsResponse response) {
    GetTotalsResponse.Builder content = response.toBuilder().clearFinality();
    content.getAsOfBuilderList().forEach(block -> block.clearObservedAt());
    return content.build();
  }

  @Test
  void concentrationsAreOfTheirHolders() {
    for (GroupTotals group : totals().getGroupsList()) {
      for (UnderlyingTotals each : group.getUnderlyingsList()) {
        BigDecimal squares =
            each.getTopList().stream()
                .map(TotalsHolder::getShare)
                .map(share -> new BigDecimal(share).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(each.getHerfindahl()).subtract(squares).abs())
            .isLessThan(new BigDecimal("1e-9"));
        assertThat(new BigDecimal(each.getGross()))
            .isGreaterThanOrEqualTo(new BigDecimal(each.getNet()).abs());
      }
    }
  }

  @Test
  void whatMakesNoSenseIsRefusedByItsName() {
    assertRefused(GetTotalsRequest.newBuilder().setFinality(Finality.FINALITY_PRUDENT), "finality");
    assertRefused(
        GetTotalsRequest.newBuilder().addShocks(PriceShock.newBuilder().setSpotFactor("-1")),
        "shocks[0].spot_factor");
    assertRefused(
        GetTotalsRequest.newBuilder()
            .addShocks(PriceShock.newBuilder().setUnderlyingId("crypto:NONE").setSpotFactor("0.5")),
        "shocks[0].underlying_id");
    assertThat(story.gateway().get("/v1/totals?shock=x").statusCode()).isEqualTo(400);
  }

  private void assertRefused(GetTotalsRequest.Builder request, String field) {
    StatusRuntimeException refused =
        catchThrowableOfType(StatusRuntimeException.class, () -> stub().getTotals(request.build()));
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refused.getStatus().getDescription()).startsWith(field);
  }
}
