package io.setoff.adapters.evm.family.aave;

import static org.assertj.core.api.Assertions.assertThat;

import io.setoff.adapters.evm.Logs;
import io.setoff.adapters.evm.MapRows;
import io.setoff.adapters.evm.abi.AbiWords;
import io.setoff.adapters.evm.log.EvmLog;
import io.setoff.adapters.evm.protocol.EventFold;
import io.setoff.adapters.evm.protocol.TokenDirectory;
import io.setoff.adapters.evm.view.Doubts;
import io.setoff.model.ChainId;
import io.setoff.model.VenueId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What logs mean in the versions of Aave v3. */
class AaveFoldTest {
  private static final ChainId CHAIN = ChainId.evm(7);
  private static final AaveTables TABLES = AaveTables.of(new VenueId(CHAIN, "aave-v3", "core"));
  private static final String POOL = Logs.address(1);
  private static final String ASSET = Logs.address(2);
  private static final String A_TOKEN = Logs.address(3);
  private static final String DEBT = Logs.address(4);
  private static final String ALICE = Logs.address(5);
  private static final String BOB = Logs.address(6);
  private static final String NOBODY = "0x" + "0".repeat(40);
  private static final BigInteger RAY = BigInteger.TEN.pow(27);
  private static final BigInteger INDEX =
      RAY.multiply(BigInteger.valueOf(12)).divide(BigInteger.TEN);
  private static final String MINT = "Mint(address,address,uint256,uint256,uint256)";
  private static final String TRANSFER = "Transfer(address,address,uint256)";
  private static final String BALANCE_TRANSFER = "BalanceTransfer(address,address,uint256,uint256)";

  private final Versions versions = new Versions(TABLES, POOL);
  private final EventFold events =
      new AaveFold(TABLES, new TokenDirectory(CHAIN, Map.of()), versions).events();
  private final MapRows rows = new MapRows();
  private final List<EvmLog> transaction = new ArrayList<>();

  @BeforeEach
  void aReserve() {
    fold(
        POOL,
        "ReserveInitialized(address,address,address,address,address)",
        List.of(ASSET, A_TOKEN),
        BigInteger.ZERO,
        new BigInteger(DEBT.substring(2), 16),
        BigInteger.ZERO);
    fold(A_TOKEN, MINT, List.of(ALICE, ALICE), units(300), BigInteger.ZERO, RAY);
  }

  private static BigInteger units(long whole) {
    return BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(whole));
  }

  private void fold(String contract, String signature, List<String> topics, BigInteger... data) {
    EvmLog log = Logs.log(10, transaction.size(), contract, signature, topics, data);
    events.fold(log, transaction, rows);
    transaction.add(log);
  }

  private BigInteger scaled(String account) {
    return rows.get(TABLES.scaledBalance(account, A_TOKEN))
        .map(row -> row.word(0))
        .orElse(BigInteger.ZERO);
  }

  @Test
  void aBalanceTransferHasTheScaledValue() {
    fold(A_TOKEN, TRANSFER, List.of(ALICE, BOB), units(120));
    fold(A_TOKEN, BALANCE_TRANSFER, List.of(ALICE, BOB), units(100), INDEX);
    assertThat(scaled(ALICE)).isEqualTo(units(200));
    assertThat(scaled(BOB)).isEqualTo(units(100));
  }

  @Test
  void beforeVersion301ItHasTheAmountAsTheTransferBeforeIt() {
    fold(A_TOKEN, TRANSFER, List.of(ALICE, BOB), units(120));
    fold(A_TOKEN, BALANCE_TRANSFER, List.of(ALICE, BOB), units(120), INDEX);
    assertThat(scaled(ALICE)).isEqualTo(units(200));
    assertThat(scaled(BOB)).isEqualTo(units(100));
  }

  @Test
  void theAddressOfNobodyIsNoDebtToken() {
    assertThat(rows.items(TABLES.carriers(), AaveTables.ALL)).containsOnlyKeys(A_TOKEN, DEBT);
    assertThat(rows.get(TABLES.carrier(NOBODY))).isEmpty();
  }

  @Test
  void aTokenThatTellsItsVersionIsFoldedAndAnotherOneIsRead() {
    Carrier supply = new Carrier(Carrier.Kind.A_TOKEN, ASSET);
    Carrier debt = new Carrier(Carrier.Kind.VARIABLE_DEBT, ASSET);
    revision(3);
    assertThat(versions.rounding(supply, rows)).isEqualTo(Rounding.HALF_UP);
    assertThat(versions.isScaledDue(A_TOKEN, supply, ALICE, rows)).isFalse();
    revision(4);
    assertThat(versions.rounding(supply, rows)).isEqualTo(Rounding.DOWN);
    assertThat(versions.rounding(debt, rows)).isEqualTo(Rounding.UP);
    assertThat(versions.isRead(A_TOKEN, supply, rows)).isFalse();
    assertThat(versions.isScaledDue(A_TOKEN, supply, ALICE, rows))
        .as("what was folded before the version was known")
        .isTrue();
    revision(-1);
    assertThat(versions.isRead(A_TOKEN, supply, rows)).isTrue();
    assertThat(versions.isRead(DEBT, debt, rows)).isTrue();
  }

  private void revision(int number) {
    rows.put(
        TABLES.revision(ASSET),
        List.of(BigInteger.valueOf(number)),
        transaction.getLast().origin());
  }

  @Test
  void whoIsPaidInATokensMovesIndexesOfWhichNoLogTells() {
    liquidation(BigInteger.ZERO);
    assertThat(Doubts.isDue(rows, POOL, ASSET)).isFalse();
    liquidation(BigInteger.ONE);
    assertThat(Doubts.isDue(rows, POOL, ASSET)).isTrue();
    List<BigInteger> answer = LongStream.rangeClosed(0, 6).mapToObj(BigInteger::valueOf).toList();
    String hex =
        answer.stream()
            .map(word -> "%064x".formatted(word))
            .collect(Collectors.joining("", "0x", ""));
    assertThat(
            Reserve.read(AbiWords.parse(hex))
                .map(words -> words.stream().map(BigInteger::intValue).toList()))
        .contains(List.of(2, 4, 1, 3, 6));
  }

  private void liquidation(BigInteger receivesATokens) {
    fold(
        POOL,
        "LiquidationCall(address,address,address,uint256,uint256,address,bool)",
        List.of(ASSET, ASSET, ALICE),
        units(1),
        units(1),
        new BigInteger(BOB.substring(2), 16),
        receivesATokens);
  }

  @Test
  void aPoolThatNamesItsStrategyCompoundsAsFrom34On() {
    assertThat(versions.compounding(rows)).isEqualTo(Compounding.BINOMIAL);
    rows.put(TABLES.compounding(), List.of(BigInteger.ONE), transaction.getLast().origin());
    assertThat(versions.compounding(rows)).isEqualTo(Compounding.EXPONENTIAL);
    fold(POOL, "Upgraded(address)", List.of(Logs.address(9)));
    assertThat(rows.get(TABLES.compounding())).as("it is asked again").isEmpty();
  }

  /** Each is right for its own contracts alone. */
  @Test
  void debtsOfBothFormsDifferInTheLastDigits() {
    BigInteger rate = RAY.divide(BigInteger.valueOf(7));
    long week = 7L * 24 * 3600;
    BigInteger binomial = Compounding.BINOMIAL.growth(rate, week);
    BigInteger exponential = Compounding.EXPONENTIAL.growth(rate, week);
    assertThat(Compounding.EXPONENTIAL.growth(rate, 0)).isEqualTo(RAY);
    assertThat(exponential).isGreaterThan(binomial);
    assertThat(exponential.subtract(binomial)).isLessThan(BigInteger.TEN.pow(19));
  }

  @Test
  void aNewImplementationIsAskedAgainAndWhatAccountsHaveIsRead() {
    revision(3);
    fold(A_TOKEN, "Upgraded(address)", List.of(Logs.address(9)));
    assertThat(rows.get(TABLES.revision(ASSET))).isEmpty();
    assertThat(Doubts.isDue(rows, A_TOKEN, ALICE)).isTrue();
    assertThat(Doubts.isDue(rows, DEBT, ALICE)).isFalse();
  }
}
