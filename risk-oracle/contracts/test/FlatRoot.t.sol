// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.25;

import {ISetoffRiskOracle} from "../src/ISetoffRiskOracle.sol";
import {Fixture} from "./kit/Fixture.sol";
import {MerkleTree} from "./kit/MerkleTree.sol";
import {vm} from "./kit/Vm.sol";
import {Words} from "./kit/Words.sol";

/// @notice keccak256 of rows and a Merkle root share one field of the report. What is hashed last is 52 n bytes for rows,
/// 64 for a node, 32 for a leaf: never the same length, so neither root can be opened as the other.
contract FlatRootTest is Fixture {
    function testRowsAreNeverAsLongAsANodeOrALeaf() public pure {
        for (uint256 n; n < 4; ++n) {
            vm.assertTrue(n * 52 != 64 && n * 52 != 32, "length");
        }
    }

    /// @dev The node's two children, offered as rows; a leafCount of 64 / 52 = 1 is the nearest there is.
    function testMerkleRootCannotBeOpenedAsRows() public {
        bytes32 left = MerkleTree.leaf(id(account(0)), Words.seen(NOW));
        bytes32 right = MerkleTree.leaf(id(account(1)), Words.seen(NOW));
        bytes memory children = left < right ? bytes.concat(left, right) : bytes.concat(right, left);
        bytes32 root = MerkleTree.parent(left, right);
        vm.assertEq(keccak256(children), root, "preimage of the root");
        refuseRows(root, children);
        refuseRows(left, bytes.concat(keccak256(abi.encode(id(account(0)), Words.seen(NOW)))));
    }

    function refuseRows(bytes32 root, bytes memory preimage) private {
        for (uint32 leafCount; leafCount < 3; ++leafCount) {
            ISetoffRiskOracle.EpochReport memory r = report(1, root);
            r.leafCount = leafCount;
            ISetoffRiskOracle.Quorum memory q = sign(r);
            refused(ISetoffRiskOracle.BadProof.selector);
            oracle.storeSigned(r, preimage, q);
        }
    }

    function testFlatRootCannotBeOpenedAsAMerkleRoot() public {
        bytes memory rows = bytes.concat(row(account(0), Words.seen(NOW)), row(account(1), Words.seen(NOW)));
        storeSigned(flatReport(1, rows), rows);

        bytes32[] memory proof = new bytes32[](0);
        refuseProof(id(account(0)), Words.seen(NOW), proof);

        // The first 64 bytes of the rows as (accountId, word), and the rest as a sibling.
        bytes32 first;
        bytes32 second;
        bytes32 third;
        assembly ("memory-safe") {
            first := mload(add(rows, 32))
            second := mload(add(rows, 64))
            third := mload(add(rows, 96))
        }
        refuseProof(first, ISetoffRiskOracle.Word.wrap(uint256(second)), proof);
        proof = new bytes32[](1);
        proof[0] = third;
        refuseProof(first, ISetoffRiskOracle.Word.wrap(uint256(second)), proof);
    }

    function refuseProof(bytes32 accountId, ISetoffRiskOracle.Word word, bytes32[] memory proof) private {
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.prove(STREAM, accountId, word, proof, 300);
    }

    function testFuzzFlatRootProvesNothing(bytes32 accountId, uint256 word, bytes32[] calldata proof) public {
        bytes memory rows = row(account(0), Words.seen(NOW));
        storeSigned(flatReport(1, rows), rows);
        refused(ISetoffRiskOracle.BadProof.selector);
        oracle.prove(STREAM, accountId, ISetoffRiskOracle.Word.wrap(word), proof, 300);
    }

    /// @dev Committing a Merkle root on a rows stream hides nothing and revives nothing: rows keep their own expiry.
    function testMerkleCommitLeavesStoredRowsAsTheyWere() public {
        bytes memory rows = row(account(0), Words.seen(NOW));
        storeSigned(flatReport(1, rows), rows);
        vm.warp(NOW + 250);
        commit(report(2, keccak256("root")));
        (ISetoffRiskOracle.Status status,, uint64 epoch) = oracle.latest(STREAM, id(account(0)), 3600);
        vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Fresh), "within its own window");
        vm.assertEq(epoch, 2, "epoch");
        vm.warp(NOW + 301);
        (status,,) = oracle.latest(STREAM, id(account(0)), 3600);
        vm.assertEq(uint256(status), uint256(ISetoffRiskOracle.Status.Expired), "after it");
    }
}
