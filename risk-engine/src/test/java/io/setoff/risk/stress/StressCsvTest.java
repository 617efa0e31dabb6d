package io.setoff.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.setoff.model.UnderlyingId;
import io.setoff.risk.input.InvalidRiskInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StressCsvTest {
  private static final List<String> HEAD =
      List.of("scenario,field,value,source", "library,id,mine,", "library,version,3,");

  private static StressLibrary parse(String... lines) {
    return StressCsv.parse(Stream.concat(HEAD.stream(), Stream.of(lines)).toList());
  }

  @Example
  void aScenarioByHand() {
    StressLibrary library =
        parse(
            "# a remark",
            "group:stable,member,crypto:USDC,",
            "group:stable,member,crypto:DAI,",
            "crash,title,A crash,",
            "crash,spot:crypto:BTC,0.6,a paper, page 3",
            "crash,spot:group:stable,1,definition",
            "crash,spot:crypto:DAI,0.9,definition",
            "crash,spot:*,0.5,definition",
            "crash,volatility,2,definition",
            "crash,rate,-0.01,definition");
    assertThat(library.id()).isEqualTo("mine");
    assertThat(library.version()).isEqualTo(3);
    StressScenario crash = library.scenarios().getFirst();
    assertThat(crash.title()).isEqualTo("A crash");
    assertThat(crash.spots().get(new UnderlyingId("crypto:BTC")))
        .isEqualTo(new StressValue(0.6, "a paper, page 3"));
    assertThat(crash.spots().get(new UnderlyingId("crypto:DAI")))
        .as("its own number comes before its group's")
        .isEqualTo(new StressValue(0.9, "definition"));
    assertThat(crash.spots().get(new UnderlyingId("crypto:USDC")))
        .isEqualTo(new StressValue(1, "definition"));
    assertThat(crash.otherSpot().value()).isEqualTo(0.5);
    assertThat(crash.volatility().value()).isEqualTo(2);
    assertThat(crash.rate().value()).isEqualTo(-0.01);
    assertThat(crash.event()).isEqualTo(new StressEvent.None());
  }

  @Example
  void errorsNameTheLine() {
    refuses("line 4 must have four columns, has 2", "crash,title");
    refuses("line 4 must have a name of lower-case", "Crash,title,x,");
    refuses("line 4 must follow the title of crash", "crash,volatility,2,definition");
    refuses("line 5 must not start crash again", "crash,title,x,", "crash,title,x,");
    refuses("line 5 must have a source", "crash,title,x,", "crash,volatility,2,");
    refuses("line 5 must be a decimal number", "crash,title,x,", "crash,volatility,NaN,x");
    refuses("line 5 must be between 0.0 and 20.0", "crash,title,x,", "crash,volatility,-1,x");
    refuses("line 5 must be between 0.0 and 1000.0", "crash,title,x,", "crash,spot:*,-0.1,x");
    refuses("line 5 must have a field that is known", "crash,title,x,", "crash,vola,1,x");
    refuses("line 5 must not move the dollar", "crash,title,x,", "crash,spot:fiat:USD,1,x");
    refuses("line 5 must name an underlying", "crash,title,x,", "crash,spot:BTC,1,x");
    refuses("line 5 must name a group", "crash,title,x,", "crash,spot:group:a,1,x");
    refuses(
        "line 6 must not state volatility again",
        "crash,title,x,",
        "crash,volatility,1,x",
        "crash,volatility,1,x");
    refuses("crash.halt_hours must be stated", "crash,title,x,", "crash,event,chain-halted,");
    refuses("library.scenarios must have at least one scenario");
    assertThatThrownBy(() -> StressCsv.parse(List.of(HEAD.get(0), "a,title,x,")))
        .hasMessage("library.id must be stated");
    assertThatThrownBy(() -> StressCsv.parse(List.of("a,b,c,d")))
        .hasMessage("line 1 must be scenario,field,value,source");
  }

  private static void refuses(String message, String... lines) {
    assertThatThrownBy(() -> parse(lines))
        .isInstanceOf(InvalidRiskInputException.class)
        .hasMessageStartingWith(message);
  }

  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> cell =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(10),
            Arbitraries.of(
                "crash",
                "title",
                "library",
                "id",
                "version",
                "1",
                "-3",
                "group:a",
                "member",
                "spot:*",
                "spot:group:a",
                "spot:crypto:BTC",
                "crypto:BTC",
                "volatility",
                "event",
                "chain-halted",
                "halt_hours",
                "x"));
    return cell.list()
        .ofMaxSize(5)
        .map(cells -> String.join(",", cells))
        .list()
        .ofMaxSize(8)
        .map(
            body -> {
              List<String> all = new ArrayList<>(HEAD);
              all.addAll(body);
              return all;
            });
  }

  @Property
  void aLibraryIsReadOrRefusedWithATypedError(@ForAll("lines") List<String> lines) {
    try {
      assertThat(StressCsv.parse(lines).hash()).hasSize(64);
    } catch (InvalidRiskInputException e) {
      assertThat(e.field()).isNotEmpty();
    }
  }

  @Example
  void theStandardLibraryHasAScenarioForEveryEventAndASourceForEveryNumber() {
    StressLibrary library = StressLibrary.standard();
    assertThat(library.id()).isEqualTo("setoff-stress");
    assertThat(library.scenarios())
        .extracting(StressScenario::id)
        .containsExactly(
            "2020-03-12",
            "2022-05-terra",
            "2022-11-ftx",
            "2023-03-usdc",
            "2025-10-10",
            "rally",
            "rates-up",
            "venue-gone",
            "venue-gone-down",
            "venue-gone-up",
            "chain-halted");
    for (StressScenario scenario : library.scenarios()) {
      assertThat(scenario.spots().values())
          .allSatisfy(value -> assertThat(value.source()).isNotBlank());
      boolean moves =
          scenario.otherSpot().value() != 1
              || scenario.rate().value() != 0
              || !(scenario.event() instanceof StressEvent.None);
      assertThat(moves).as(scenario.id()).isTrue();
    }
    assertThat(library.scenarios().getFirst().spots().get(new UnderlyingId("crypto:BTC")))
        .as("4959.31 / 7939.34 = 0.62465")
        .extracting(value -> value == null ? 0 : value.value())
        .isEqualTo(0.6246);
  }

  @Example
  void everyNumberAndSourceIsInTheHash() {
    String[] lines = {"crash,title,A crash,", "crash,spot:*,0.5,a", "crash,volatility,2,b"};
    String hash = parse(lines).hash();
    assertThat(parse(lines).hash()).isEqualTo(hash);
    assertThat(
            List.of(
                parse(lines[0], lines[1], "crash,volatility,2.1,b").hash(),
                parse(lines[0], lines[1], "crash,volatility,2,c").hash(),
                parse(lines[0], "crash,spot:*,0.4,a", lines[2]).hash(),
                parse(lines[0], "crash,spot:crypto:X,0.5,a", lines[2]).hash(),
                parse("crash,title,Another,", lines[1], lines[2]).hash(),
                parse(lines[0], lines[1], lines[2], "crash,event,venue-gone,").hash()))
        .doesNotContain(hash)
        .doesNotHaveDuplicates();
  }
}
