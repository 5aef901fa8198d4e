"""Dissimilarity, density and threshold against what CAST publishes of its own example, and a plain calculation."""

from __future__ import annotations

import numpy as np
import pytest

from socmap_plugin.core.applicability.space import CovariateSpace, measured, whisker
from tests.builders.plain_dissimilarity import plain

# DEM, TWI and NDRE.Sd at the first thirty sites of the Cook Agronomy Farm (Gasch et al. 2015, Spatial Statistics 14,
# 70), from the data of the R package CAST, and what that package's tests say of them.
COOK_FARM = np.array(
    [
        [788.190613, 4.30425835, 0.250689894],
        [788.381348, 3.86360526, 0.175462306],
        [790.524353, 3.94748759, 0.222578451],
        [775.7229, 5.39578629, 0.209984511],
        [796.761841, 3.53482246, 0.200264558],
        [795.837036, 3.815516, 0.218060568],
        [792.738708, 3.83865738, 0.33022359],
        [796.300537, 4.41729021, 0.337502956],
        [804.950195, 3.74079967, 0.316368133],
        [793.096985, 3.29310513, 0.212894648],
        [797.797363, 3.39066052, 0.159889802],
        [774.497864, 5.84451008, 0.256957293],
        [811.68866, 3.83995986, 0.412609458],
        [781.710449, 4.2746582, 0.259230584],
        [785.730652, 3.84771132, 0.201966077],
        [790.780212, 3.64360476, 0.156579792],
        [795.536621, 3.48127484, 0.271427602],
        [805.873169, 4.37315655, 0.296988636],
        [810.931091, 3.96983886, 0.269421041],
        [800.293335, 3.71191716, 0.310455143],
        [813.023682, 3.84375834, 0.33225432],
        [812.260925, 4.01969337, 0.307032347],
        [779.647278, 6.13650131, 0.15113619],
        [784.85376, 4.24403763, 0.261069447],
        [790.169128, 3.97946906, 0.182081595],
        [804.572693, 3.68917251, 0.258834928],
        [809.857117, 3.48999619, 0.384817809],
        [790.698975, 3.65057659, 0.252141148],
        [798.28186, 3.46333098, 0.12821652],
        [802.569702, 3.7887764, 0.404595405],
    ]
)
# fmt: off
DENSITY = [7, 9, 12, 1, 12, 12, 4, 2, 8, 10, 6, 1, 3, 4, 11, 9, 9, 7, 5, 5, 6, 5, 0, 5, 9, 8, 4, 11, 3, 2]
WITH_FOLDS = [
    0.09043580, 0.14046341, 0.16584582, 0.57617177, 0.26840303, 0.14353894, 0.19768329, 0.24022059, 0.06832037,
    0.29150668, 0.18471625, 0.57617177, 0.12344463, 0.09043580, 0.14353894, 0.26896008, 0.22713731, 0.24022059,
    0.20388725, 0.06832037, 0.23604264, 0.20388725, 0.91513568, 0.09558666, 0.14046341, 0.16214832, 0.37107762,
    0.16214832, 0.18471625, 0.12344463,
]
# fmt: on


def test_the_published_example_of_cast_comes_out():
    space, dissimilarity, density = measured(COOK_FARM, np.arange(30))
    assert round(float(space.threshold[0]), 5) == 0.52872
    assert density.tolist() == DENSITY
    assert np.allclose(dissimilarity, plain(COOK_FARM, COOK_FARM, 1, np.arange(30))[0], rtol=0, atol=1e-12)


def test_the_published_threshold_of_cast_comes_from_its_published_dissimilarities():
    assert round(whisker(np.array(WITH_FOLDS)), 5) == 0.38986


def test_no_threshold_is_above_the_largest_dissimilarity():
    assert whisker(np.array([0.1, 0.2, 0.3, 0.4])) == 0.4


@pytest.mark.parametrize("seed", range(3))
def test_folds_and_weights_are_those_of_a_plain_calculation(seed):
    draw = np.random.default_rng(seed)
    rows, weights = draw.normal(10, 3, (60, 5)), draw.uniform(0, 2, 5)
    folds = draw.integers(0, 5, 60)
    space, dissimilarity, density = measured(rows, folds, weights)
    expected, far = plain(rows, rows, weights, folds)
    assert np.allclose(dissimilarity, expected, rtol=0, atol=1e-12)
    assert density.tolist() == (far < space.threshold[0]).sum(axis=1).tolist()


def test_what_is_constant_or_without_importance_moves_nothing():
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(40, 3))
    more = np.column_stack([rows, np.full(40, 7.0), draw.normal(size=40)])
    weights = np.array([1.0, 1, 1, 1, -0.2])
    assert np.allclose(measured(rows, np.arange(40))[1], measured(more, np.arange(40), weights)[1])
    assert np.allclose(measured(rows, np.arange(40))[1], measured(rows, np.arange(40), np.array([-1.0, 0, -2]))[1])


def test_samples_that_are_all_alike_have_no_dissimilarity():
    space, dissimilarity, _ = measured(np.ones((5, 2)), np.arange(5))
    assert dissimilarity.tolist() == [0.0] * 5
    assert space.threshold[0] == 0.0


def test_a_space_comes_back_from_its_arrays_and_what_is_none_is_refused():
    space = measured(COOK_FARM, np.arange(30))[0]
    again = CovariateSpace.from_arrays(space.arrays(), 3)
    assert all(np.array_equal(one, other) for one, other in zip(space.arrays().values(), again.arrays().values()))
    wrong = (
        {"threshold": np.array([-1.0])},
        {"distance": np.array([np.nan])},
        {"samples": space.samples[:1]},
        {"mean": space.mean.astype(np.float32)},
    )
    for change in wrong:
        with pytest.raises(ValueError, match="covariate space"):
            CovariateSpace.from_arrays({**space.arrays(), **change}, 3)
    with pytest.raises(ValueError, match="shape"):
        CovariateSpace.from_arrays(space.arrays(), 4)
