package io.setoff.cli.book;

import io.setoff.risk.description.Node;
import io.setoff.risk.description.RecordReader;
import io.setoff.risk.input.InvalidRiskInputException;
import io.setoff.risk.margin.portfolio.rules.PortfolioParameters;
import io.setoff.risk.margin.venue.MarginModel;
import io.setoff.risk.margin.venue.MarginModels;
import io.setoff.risk.margin.venue.ParameterSet;
import io.setoff.risk.margin.venue.Pmrm2Parameters;
import io.setoff.risk.simulation.SimulationParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/** Published parameter sets, and those of a document that replaces values in them. */
public final class Parameters {
  private static final String ID = "id";

  /** Ends the id of a set that a document has changed without naming it anew. */
  private static final String CHANGED = "+changed";

  private final SortedMap<String, Node> changes;

  /**
   * Parameters with changes by id of the set.
   *
   * @throws InvalidRiskInputException when there is no such set, or a value cannot be used
   */
  Parameters(SortedMap<String, Node> changes) {
    this.changes = changes;
    Map<String, Record> known = published();
    for (String id : changes.keySet()) {
      if (!known.containsKey(id)) {
        throw new InvalidRiskInputException(
            field(id), "is not known; known are " + String.join(", ", known.keySet()));
      }
    }
    MarginModels.all().forEach(model -> marginModel(model.id()));
    portfolio();
    simulation();
  }

  /** Every set as published, by id. */
  public static Map<String, Record> published() {
    Map<String, Record> sets = new LinkedHashMap<>();
    for (MarginModel model : MarginModels.all()) {
      sets.put(model.id(), (Record) model.parameters());
    }
    PortfolioParameters portfolio = publishedPortfolio();
    sets.put(portfolio.id(), portfolio);
    sets.put(SimulationParameters.DEFAULT.id(), SimulationParameters.DEFAULT);
    return sets;
  }

  private static PortfolioParameters publishedPortfolio() {
    return PortfolioParameters.usual(Pmrm2Parameters.defaults().scenarioSet());
  }

  /** The venue model of an id. */
  public MarginModel marginModel(String id) {
    ParameterSet set = changed(MarginModels.byId(id).parameters(), id);
    set.check(field(id));
    return MarginModels.of(set);
  }

  public PortfolioParameters portfolio() {
    PortfolioParameters published = publishedPortfolio();
    PortfolioParameters set = changed(published, published.id());
    set.check(field(published.id()));
    return set;
  }

  public SimulationParameters simulation() {
    SimulationParameters published = SimulationParameters.DEFAULT;
    SimulationParameters set = changed(published, published.id());
    set.check(field(published.id()));
    return set;
  }

  private static String field(String id) {
    return "parameters[" + id + "]";
  }

  private <T> T changed(T published, String id) {
    Node node = changes.get(id);
    if (node == null) {
      return published;
    }
    T set = RecordReader.override(published, node, field(id));
    boolean named = node instanceof Node.Fields(Map<String, Node> given) && given.containsKey(ID);
    return set.equals(published) || named
        ? set
        : RecordReader.override(
            set, new Node.Fields(Map.of(ID, new Node.Text(id + CHANGED))), field(id));
  }
}
