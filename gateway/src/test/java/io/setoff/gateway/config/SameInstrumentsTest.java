package io.setoff.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.setoff.gateway.portfolio.RequestException;
import io.setoff.gateway.wire.InstrumentRequests;
import io.setoff.risk.description.InstrumentInput;
import io.setoff.risk.instrument.Instrument;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** An instrument is the same, and is refused by the same rule, in a document and in a request. */
class SameInstrumentsTest {

  private record Document(InstrumentInput instrument) {}

  private final List<ConfigProblem> problems = new ArrayList<>();

  private List<Instrument> written(String instrument) {
    String text = "{instrument: " + instrument.replace('\'', '"') + "}";
    YamlValue value = new YamlValue(new Yaml().compose(new StringReader(text)), "at", problems);
    return value.as(Document.class).stream().map(read -> read.instrument().instrument()).toList();
  }

  private static Instrument asked(String instrument) throws InvalidProtocolBufferException {
    io.setoff.v1.Instrument.Builder message = io.setoff.v1.Instrument.newBuilder();
    JsonFormat.parser().merge(instrument.replace('\'', '"'), message);
    return InstrumentRequests.of("at", message.build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{type: cash} | {'cash': {}}",
        "{type: spot, underlying_id: 'crypto:ETH'} | {'spot': {'underlying_id': 'crypto:ETH'}}",
        "{type: spot, underlying_id: 'eip155:1/erc20:0xAB'}"
            + " | {'spot': {'underlying_id': 'eip155:1/erc20:0xab'}}",
        "{type: perpetual, underlying_id: 'crypto:ETH'}"
            + " | {'perpetual': {'underlying_id': 'crypto:ETH'}}",
        "{type: future, underlying_id: 'crypto:ETH', expiry: '2026-12-25T08:00:00Z'}"
            + " | {'future': {'underlying_id': 'crypto:ETH', 'expiry': '2026-12-25T08:00:00Z'}}",
        "{type: option, underlying_id: 'crypto:ETH', expiry: '2026-12-25T08:00:00Z', strike: 3000,"
            + " kind: put}"
            + " | {'option': {'underlying_id': 'crypto:ETH', 'expiry': '2026-12-25T08:00:00Z',"
            + " 'strike': '3e3', 'kind': 'OPTION_KIND_PUT'}}",
        "{type: range, token0: 'crypto:ETH', token1: 'fiat:USD', lower: 2000}"
            + " | {'range': {'token0': 'crypto:ETH', 'token1': 'fiat:USD', 'lower': '2000'}}",
        "{type: option, underlying: 'crypto:ETH', expiry: '2026-12-25T08:00:00Z', strike: 3000,"
            + " option_type: put}"
            + " | {'option': {'underlying_id': 'crypto:ETH', 'expiry': '2026-12-25T08:00:00Z',"
            + " 'strike': '3e3', 'kind': 'OPTION_KIND_PUT'}}",
        "{type: liquidity_range, token0: 'crypto:ETH', token1: 'fiat:USD', lower: 2000}"
            + " | {'range': {'token0': 'crypto:ETH', 'token1': 'fiat:USD', 'lower': '2000'}}",
        "{type: lending_account, non_recourse: true, assets: [{underlying: 'crypto:ETH',"
            + " supplied: 2, liquidation_threshold: 0.8}]}"
            + " | {'lending': {'reserves': [{'underlying_id': 'crypto:ETH', 'supplied': '2',"
            + " 'liquidation_threshold': '0.8'}]}}",
        "{type: lending, non_recourse: true, reserves: [{underlying_id: 'crypto:ETH',"
            + " supplied: 2, liquidation_threshold: 0.8}]}"
            + " | {'lending': {'reserves': [{'underlying_id': 'crypto:ETH', 'supplied': '2',"
            + " 'liquidation_threshold': '0.8'}]}}"
      })
  void theSameContentIsTheSameInstrument(String document, String request) throws Exception {
    assertThat(written(document)).containsExactly(asked(request));
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{type: spot, underlying_id: ETH} | {'spot': {'underlying_id': 'ETH'}}"
            + " | at.spot.underlying_id",
        "{type: spot} | {'spot': {}} | at.spot.underlying_id",
        "{type: option, underlying_id: 'crypto:ETH', expiry: '2026-12-25T08:00:00Z', strike: much,"
            + " kind: put}"
            + " | {'option': {'underlying_id': 'crypto:ETH', 'expiry': '2026-12-25T08:00:00Z',"
            + " 'strike': 'much', 'kind': 'OPTION_KIND_PUT'}} | at.option.strike",
        "{type: option, underlying_id: 'crypto:ETH', expiry: '2026-12-25T08:00:00Z', strike: 1}"
            + " | {'option': {'underlying_id': 'crypto:ETH', 'expiry': '2026-12-25T08:00:00Z',"
            + " 'strike': '1'}} | at.option.kind",
        "{type: lending, reserves: [{underlying_id: 'crypto:ETH', owed: x}]}"
            + " | {'lending': {'reserves': [{'underlying_id': 'crypto:ETH', 'owed': 'x'}]}}"
            + " | at.lending.reserves[0].owed"
      })
  void whatIsWrongBreaksTheSameRule(String document, String request, String field) {
    assertThat(written(document)).isEmpty();
    RequestException refused = assertThrows(RequestException.class, () -> asked(request));
    assertThat(refused.field()).isEqualTo(field);
    assertThat(problems)
        .extracting(problem -> field + ": " + problem.rule())
        .containsExactly(refused.getMessage());
  }
}
