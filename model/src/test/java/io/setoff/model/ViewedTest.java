package io.setoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ViewedTest {

  /** A state with a figure of it, whose scale does not count. */
  private record State(Finality finality, BigDecimal net) {
    BigDecimal size() {
      return net.abs();
    }
  }

  @Provide
  Arbitrary<Map<Finality, State>> states() {
    Arbitrary<BigDecimal> nets =
        Arbitraries.oneOf(
            Arbitraries.bigDecimals().ofScale(6),
            Arbitraries.of("-1", "1", "1.0", "0").map(BigDecimal::new));
    return nets.list()
        .ofSize(Finality.values().length)
        .map(
            figures -> {
              Map<Finality, State> states = new EnumMap<>(Finality.class);
              for (Finality finality : Finality.values()) {
                states.put(finality, new State(finality, figures.get(finality.ordinal())));
              }
              return states;
            });
  }

  @Property
  void prudentIsOneOfLatestAndFinalizedAndNotSmallerThanEither(
      @ForAll("states") Map<Finality, State> states) {
    Viewed<State> viewed = Viewed.of(Prudent.PRUDENT, states::get, State::size);
    State other = viewed.other().orElseThrow();
    assertThat(List.of(viewed.chosen(), other))
        .containsExactlyInAnyOrder(states.get(Finality.LATEST), states.get(Finality.FINALIZED));
    assertThat(viewed.chosen().size()).isGreaterThanOrEqualTo(other.size());
    if (viewed.chosen().size().compareTo(other.size()) == 0) {
      assertThat(viewed.chosen().finality()).isEqualTo(Finality.LATEST);
    }
  }

  @Property
  void anExactViewIsThatStateAloneAndAsksForNoOther(
      @ForAll Finality exact, @ForAll("states") Map<Finality, State> states) {
    List<Finality> asked = new ArrayList<>();
    Viewed<State> viewed =
        Viewed.of(
            exact,
            finality -> {
              asked.add(finality);
              return states.get(finality);
            },
            State::size);
    assertThat(viewed).isEqualTo(Viewed.exact(states.get(exact)));
    assertThat(asked).containsExactly(exact);
  }

  @Example
  void everyViewHasItsNameInAnyCase() {
    assertThat(View.ALL)
        .extracting(View::name)
        .containsExactly("LATEST", "SAFE", "FINALIZED", "PRUDENT");
    for (View view : View.ALL) {
      assertThat(View.named(view.name().toLowerCase(Locale.ROOT))).contains(view);
    }
    assertThat(View.named("SOON")).isEmpty();
  }
}
