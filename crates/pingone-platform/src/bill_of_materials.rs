//! Which products an environment has.

use ping_models::platform::{BillOfMaterials, Product, UpdateBillOfMaterials};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// Which products an environment has. From
    /// [`EnvironmentHandle::bill_of_materials`](crate::EnvironmentHandle::bill_of_materials).
    pub struct BillOfMaterialsHandle;
}

impl BillOfMaterialsHandle {
    /// Reads which products there are.
    ///
    /// Needs `orgmgt:read:environment`, which every role in that environment has.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/bill-of-materials-bom.html>
    #[doc(alias("get", "fetch", "find", "Read Bill of Materials"))]
    pub fn read(&self) -> Call<BillOfMaterials> {
        self.scope.at(&READ_BILL_OF_MATERIALS).call()
    }

    /// Gives the environment these products, and takes all others away.
    ///
    /// Needs the role Organization Admin or Environment Admin. Errors: 400 with `INVALID_VALUE` for a product that there
    /// is not, or more bookmarks than five.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/bill-of-materials-bom.html>
    #[doc(alias("replace", "put", "edit", "Update Bill of Materials"))]
    pub fn update(&self, products: impl IntoIterator<Item = Product>) -> Call<BillOfMaterials> {
        let update = UpdateBillOfMaterials::new(products.into_iter().collect::<Vec<_>>());
        self.scope.at(&UPDATE_BILL_OF_MATERIALS).json(&update).call()
    }
}
