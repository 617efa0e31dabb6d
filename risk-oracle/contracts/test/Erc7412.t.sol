// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {IERC7412} from "../src/IERC7412.sol";
import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice A client that gets OracleDataRequired fetches the calldata of the publication and sends it ahead of its call.
contract Erc7412Test is Fixture {
    using Words for ISetoffRiskOracle.Word;

    function publication(uint64 epoch) private view returns (bytes memory) {
        bytes memory rows = row(account(0), Words.seen(NOW + epoch));
        ISetoffRiskOracle.EpochReport memory r = flatReport(epoch, rows);
        return abi.encodeCall(oracle.storeSigned, (r, rows, sign(r)));
    }

    function assertAsksForData(uint256 maxAge) private {
        bytes memory query = abi.encode(STREAM, id(account(0)), maxAge);
        vm.expectRevert(abi.encodeWithSelector(IERC7412.OracleDataRequired.selector, address(oracle), query));
        oracle.requireLatest(STREAM, id(account(0)), maxAge);
    }

    function testMissingDataIsAskedForAndOnceFulfilledRead() public {
        assertAsksForData(300);
        vm.prank(address(0xBEEF));
        oracle.fulfillOracleQuery(publication(1));
        (ISetoffRiskOracle.Word word, uint64 epoch) = oracle.requireLatest(STREAM, id(account(0)), 300);
        vm.assertEq(word.raw(), Words.seen(NOW + 1).raw(), "word");
        vm.assertEq(epoch, 1, "epoch");
    }

    function testStaleExpiredAndFlaggedDataIsAskedForAgain() public {
        oracle.fulfillOracleQuery(publication(1));
        vm.warp(NOW + 12);
        assertAsksForData(10);
        vm.warp(NOW + WINDOW + 1);
        assertAsksForData(type(uint256).max);
        bytes memory rows = row(account(0), Words.seen(block.timestamp, 1 | 4));
        storeSigned(flatReport(2, rows), rows);
        assertAsksForData(300);
    }

    function testCommitIsAPublicationToo() public {
        ISetoffRiskOracle.EpochReport memory r = report(1, keccak256("root"));
        vm.expectEmit(true, true, true, true, address(oracle));
        emit ISetoffRiskOracle.EpochCommitted(
            STREAM, 1, r.root, r.observedAt, r.validUntil, r.leafCount, r.inputsHash, r.modelHash, address(0xBEEF)
        );
        bytes memory data = abi.encodeCall(oracle.commit, (r, sign(r)));
        vm.prank(address(0xBEEF));
        oracle.fulfillOracleQuery(data);
        assertHead(1, r.root);
    }

    /// @dev Else whoever publishes first makes the client's whole transaction fail.
    function testPublicationThatWasOvertakenIsNoError() public {
        bytes memory first = publication(1);
        oracle.fulfillOracleQuery(publication(2));
        oracle.fulfillOracleQuery(first);
        oracle.fulfillOracleQuery(publication(2));
        (, uint64 epoch) = oracle.requireLatest(STREAM, id(account(0)), 300);
        vm.assertEq(epoch, 2, "epoch");
    }

    function testOtherErrorsArePassedOn() public {
        ISetoffRiskOracle.EpochReport memory r = report(1, keccak256("root"));
        ISetoffRiskOracle.Quorum memory q = sign(r);
        q.rvs[1] ^= bytes32(uint256(1));
        refused(ISetoffRiskOracle.BadQuorum.selector);
        oracle.fulfillOracleQuery(abi.encodeCall(oracle.commit, (r, q)));
    }

    function testOnlyPublicationsAreTaken() public {
        bytes[5] memory others = [
            bytes(""),
            hex"96ff96",
            abi.encodeCall(oracle.halt, (STREAM, 0)),
            abi.encodeCall(oracle.resume, (STREAM, 5)),
            abi.encodeCall(oracle.fulfillOracleQuery, (publication(1)))
        ];
        for (uint256 i; i < others.length; ++i) {
            refused(ISetoffRiskOracle.UnknownQuery.selector);
            oracle.fulfillOracleQuery(others[i]);
        }
    }

    function testThereIsNoFee() public {
        vm.deal(address(this), 1);
        (bool ok,) = address(oracle).call{value: 1}(abi.encodeCall(oracle.fulfillOracleQuery, (publication(1))));
        vm.assertFalse(ok, "took value");
        vm.assertEq(address(oracle).balance, 0, "balance");
    }

    /// @dev What the npm package `erc7412` looks for, and the Python and TypeScript kits of Synthetix.
    function testTheErrorIsTheOneThatClientsKnow() public pure {
        vm.assertEq(bytes32(IERC7412.OracleDataRequired.selector), bytes32(bytes4(0xcf2cabdf)), "selector");
    }

    function testOracleIdNamesTheNetwork() public view {
        vm.assertEq(oracle.oracleId(), bytes32("SETOFF"), "id");
    }
}
