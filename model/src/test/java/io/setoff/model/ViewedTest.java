package io.setoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
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

  /** A state of each finality. */
  private record Book(BigDecimal latest, BigDecimal safe, BigDecimal finalized) {
    State at(Finality finality) {
      return new State(
          finality,
          switch (finality) {
            case LATEST -> latest;
            case SAFE -> safe;
            case FINALIZED -> finalized;
          });
    }
  }

  @Provide
  Arbitrary<Book> books() {
    Arbitrary<BigDecimal> nets =
        Arbitraries.oneOf(
            Arbitraries.bigDecimals().ofScale(6),
            Arbitraries.of("-1", "1", "1.0", "0").map(BigDecimal::new));
    return Combinators.combine(nets, nets, nets).as(Book::new);
  }

  @Property
  void prudentIsOneOfLatestAndFinalizedAndNotSmallerThanEither(@ForAll("books") Book book) {
    Viewed<State> viewed = Viewed.of(Prudent.PRUDENT, book::at, State::size);
    State other = viewed.other().orElseThrow();
    assertThat(List.of(viewed.chosen(), other))
        .containsExactlyInAnyOrder(book.at(Finality.LATEST), book.at(Finality.FINALIZED));
    assertThat(viewed.chosen().size()).isGreaterThanOrEqualTo(other.size());
    if (viewed.chosen().size().compareTo(other.size()) == 0) {
      assertThat(viewed.chosen().finality()).isEqualTo(Finality.LATEST);
    }
  }

  @Property
  void anExactViewIsThatStateAloneAndAsksForNoOther(
      @ForAll Finality exact, @ForAll("books") Book book) {
    List<Finality> asked = new ArrayList<>();
    Viewed<State> viewed =
        Viewed.of(
            exact,
            finality -> {
              asked.add(finality);
              return book.at(finality);
            },
            State::size);
    assertThat(viewed).isEqualTo(Viewed.exact(book.at(exact)));
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
