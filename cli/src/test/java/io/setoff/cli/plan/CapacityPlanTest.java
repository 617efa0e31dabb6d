package io.setoff.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.setoff.cli.CommandRun;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToLongFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CapacityPlanTest {
  private static final List<ToLongFunction<CapacityPlan>> FIGURES =
      List.of(
          CapacityPlan::rows,
          CapacityPlan::redisBytes,
          CapacityPlan::shards,
          CapacityPlan::heapBytes,
          CapacityPlan::gateways,
          CapacityPlan::diskBytes,
          CapacityPlan::events,
          CapacityPlan::cores,
          CapacityPlan::calls,
          plan -> plan.dollars().longValueExact());

  /** By hand, from the unit costs. */
  @Example
  void addsUp() {
    Workload workload = new Workload(1_000_000, 5, 5_000, 20, 10, 12, 2);
    CapacityPlan plan = CapacityPlan.of(workload, Prices.USUAL);

    assertThat(plan.rows()).isEqualTo(20_000_000);
    assertThat(plan.redisBytes()).isEqualTo(20_000_000 * UnitCosts.REDIS_ROW.value());
    assertThat(plan.heapBytes())
        .isEqualTo(20_000_000 * UnitCosts.HEAP_ROW.value() + 5_000 * 65_536L);
    assertThat(plan.shards()).isEqualTo(1);
    assertThat(plan.gateways()).isEqualTo(2);
    assertThat(plan.events()).as("10 million a day").isEqualTo(116);
    assertThat(plan.cores()).as("1 that indexes, 5,000 x 5 x 1,050 us in 12 s").isEqualTo(1 + 3);
    assertThat(plan.calls())
        .as("5 x 216,000 blocks of 2 x 8 and 25 calls")
        .isEqualTo(5L * 216_000 * (16 + 25));
    BigDecimal gib = BigDecimal.valueOf(1L << 30);
    BigDecimal memory = BigDecimal.valueOf(2 * plan.redisBytes() + plan.heapBytes()).divide(gib);
    BigDecimal exact =
        memory
            .multiply(BigDecimal.valueOf(5))
            .add(BigDecimal.valueOf(4 * 25))
            .add(BigDecimal.valueOf(plan.diskBytes()).divide(gib).multiply(new BigDecimal("0.1")))
            .add(new BigDecimal("44.28").multiply(BigDecimal.valueOf(4)));
    assertThat(plan.dollars().subtract(exact)).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
  }

  @Property
  void moreOfAnythingIsNeverLess(
      @ForAll @LongRange(min = 1, max = 200_000_000) long accounts,
      @ForAll @IntRange(min = 1, max = 100) int chains,
      @ForAll @IntRange(max = 100_000) int streams,
      @ForAll @IntRange(min = 1, max = 100) int positions,
      @ForAll @IntRange(max = 6) int which,
      @ForAll @IntRange(min = 2, max = 9) int factor) {
    Workload less = new Workload(accounts, chains, streams, positions, 10, 12, 2);
    Workload more =
        switch (which) {
          case 0 -> less.withAccounts(accounts * factor);
          case 1 -> new Workload(accounts, (long) chains * factor, streams, positions, 10, 12, 2);
          case 2 -> new Workload(accounts, chains, (long) streams * factor, positions, 10, 12, 2);
          case 3 -> new Workload(accounts, chains, streams, (long) positions * factor, 10, 12, 2);
          case 4 -> new Workload(accounts, chains, streams, positions, 10L * factor, 12, 2);
          case 5 -> new Workload(accounts, chains, streams, positions, 10, 12 / factor, 2);
          default -> new Workload(accounts, chains, streams, positions, 10, 12, 2L * factor);
        };
    CapacityPlan small = CapacityPlan.of(less, Prices.USUAL);
    CapacityPlan large = CapacityPlan.of(more, Prices.USUAL);
    for (ToLongFunction<CapacityPlan> figure : FIGURES) {
      assertThat(figure.applyAsLong(large)).isGreaterThanOrEqualTo(figure.applyAsLong(small));
    }
    assertThat(large.dollars()).isGreaterThan(small.dollars().subtract(BigDecimal.ONE));
  }

  @Example
  void theCommandSaysItForThreeSizesWithItsCosts() {
    CommandRun run = CommandRun.of("plan", "--json");
    assertThat(run.code()).isZero();
    JsonNode plans = run.json().get("plans");
    assertThat(plans).hasSize(3);
    assertThat(plans.get(2).get("rows").asText()).isEqualTo("2000000000");
    assertThat(run.json().get("unit_costs"))
        .hasSize(UnitCosts.all().size())
        .allSatisfy(cost -> assertThat(cost.get("source").asText()).isNotBlank());
    assertThat(CommandRun.of("plan", "--accounts", "1000").out())
        .contains("US dollars a month", "assumed: ");
    assertThat(CommandRun.of("plan", "--accounts", "0").code()).isEqualTo(2);
    assertThat(CommandRun.of("plan", "--accounts", "99999999999999999").code()).isEqualTo(2);
  }
}
